/** The style of the HTML report; a test holds the digest in the page's content security policy to it. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--soft:#59636e;--line:#d6dce2;--panel:#f5f7f9;--code:#eef1f4;--link:#0a57c2;
--red:#b3261e;--red-back:#fdecea;--amber:#8a5300;--amber-back:#fff4e0;--green:#1a6b35;--green-back:#e6f4ea;--blue:#0b5c8a;--blue-back:#e5f2fa;--gray:#4c5661;--gray-back:#eef1f4}
@media (prefers-color-scheme:dark){:root{--back:#11151a;--text:#e4e8ec;--soft:#a0abb6;--line:#333c46;--panel:#1a2027;--code:#232b34;--link:#7db7ff;
--red:#ff9a90;--red-back:#42191a;--amber:#ffc26b;--amber-back:#3b2a0c;--green:#80d99a;--green-back:#12341d;--blue:#85cbf5;--blue-back:#10303f;--gray:#bcc6d0;--gray-back:#28313a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1,h2,h3,h4{line-height:1.3;margin:0}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1.1rem}
h4{font-size:1rem;margin:1.1rem 0 .3rem}
p,ul,ol{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
a{color:var(--link)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
code{background:var(--code);border-radius:4px;padding:.1em .3em}
pre{margin:.5rem 0;padding:.7rem .9rem;background:var(--code);border-radius:6px;white-space:pre-wrap;line-height:1.45}
pre code{background:none;padding:0;font-size:1em}
.verdict{border-left:.5rem solid;border-radius:8px;padding:1.1rem 1.3rem}
.verdict h1{font-size:1.9rem;letter-spacing:.01em}
.verdict .about{margin:.1rem 0 0;color:var(--text);font-weight:600}
.verdict .reason{margin:.6rem 0 0;font-size:1.08rem;color:var(--text)}
.no-go{background:var(--red-back);border-color:var(--red)}.no-go h1{color:var(--red)}
.undetermined{background:var(--amber-back);border-color:var(--amber)}.undetermined h1{color:var(--amber)}
.go{background:var(--green-back);border-color:var(--green)}.go h1{color:var(--green)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:1.2rem 0}
dt{color:var(--soft)}dd{margin:0;min-width:0}
.badge{display:inline-block;border-radius:4px;padding:.12em .5em;font-size:.75rem;font-weight:700;letter-spacing:.03em;white-space:nowrap;vertical-align:.1em}
.badge.blocker{background:var(--red-back);color:var(--red)}
.badge.disruptive{background:var(--amber-back);color:var(--amber)}
.badge.caution{background:var(--blue-back);color:var(--blue)}
.badge.info{background:var(--gray-back);color:var(--gray)}
.badge.is-waived{background:var(--gray-back);color:var(--gray);text-decoration:line-through}
.index{list-style:none;padding:0;border:1px solid var(--line);border-radius:8px;display:grid;grid-template-columns:auto auto 1fr auto;column-gap:.9rem}
.index li{display:grid;grid-template-columns:subgrid;grid-column:1/-1;row-gap:.2rem;align-items:baseline;padding:.5rem .9rem}
.index li+li{border-top:1px solid var(--line)}
.index .hops,.number{color:var(--soft)}
.index .hops{font-size:.875rem;white-space:nowrap}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.1rem;align-items:center;background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.6rem .9rem;margin:.75rem 0}
.filter fieldset{display:flex;flex-wrap:wrap;gap:.3rem .9rem;border:0;margin:0;padding:0}
.filter legend{position:absolute;left:-99rem}
.filter label{white-space:nowrap}
.filter select{font:inherit;max-width:min(18rem,60vw);color:inherit;background:var(--back);border:1px solid var(--line);border-radius:5px;padding:.15rem .3rem}
.filter output{color:var(--soft);margin-left:auto}
.finding{border:1px solid var(--line);border-left-width:.35rem;border-radius:8px;padding:1rem 1.2rem;margin:1.1rem 0}
.finding.blocker{border-left-color:var(--red)}.finding.disruptive{border-left-color:var(--amber)}.finding.caution{border-left-color:var(--blue)}
.finding:has(>.waived){border-left-color:var(--gray)}
.meta{color:var(--soft);font-size:.9rem;margin:.25rem 0 .6rem}
.waived{background:var(--gray-back);border-radius:6px;padding:.5rem .8rem}
.circle{border:2px dashed var(--red);border-radius:8px;padding:.7rem .9rem .7rem 2.2rem}
.steps{padding-left:1.4rem}ul.steps{list-style:none;padding-left:0}
.steps li{margin:.4rem 0}.steps p{margin:.4rem 0 .2rem}
.sure{color:var(--soft)}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--link)}
.wide{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border:1px solid var(--line);min-width:6rem}
th{background:var(--panel)}
.stake{font-weight:700;color:var(--red)}
.holder{position:relative}
.copy{position:absolute;top:.4rem;right:.4rem;font:inherit;font-size:.8rem;color:var(--text);background:var(--back);border:1px solid var(--line);border-radius:5px;padding:.15rem .6rem;cursor:pointer}
.holder pre{padding-right:5rem}
[hidden]{display:none!important}
@media (max-width:40rem){main{padding:1rem .8rem 3rem}.verdict{padding:.9rem 1rem}.verdict h1{font-size:1.5rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}
.index{grid-template-columns:auto 1fr}.index li{padding:.5rem .7rem}.index .title,.index .hops{grid-column:2}.finding{padding:.8rem .9rem}.filter output{margin-left:0;width:100%}thead{display:none}table,tbody,tr,td{display:block}tr{border:1px solid var(--line);border-radius:6px;padding:.3rem 0;margin:.5rem 0}td{border:0;padding:.15rem .7rem}td:empty{display:none}td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.8rem}}
@media print{:root{color-scheme:light;--back:#fff;--text:#000;--soft:#444;--line:#bbb;--panel:#f4f4f4;--code:#f2f2f2;--link:#000;
--red:#8c1d18;--red-back:#fff;--amber:#6b4000;--amber-back:#fff;--green:#14532a;--green-back:#fff;--blue:#0b4a70;--blue-back:#fff;--gray:#333;--gray-back:#fff}
body{font-size:10.5pt}main{max-width:none;padding:0}.filter,.copy{display:none}.holder pre{padding-right:.9rem}pre{border:1px solid var(--line)}
.finding{break-inside:auto;border-color:var(--line)}h2,h3,h4,summary{break-after:avoid}tr,li{break-inside:avoid}.badge{border:1px solid}}
`;

/** SHA-256 of the style. */
export const HTML_STYLE_DIGEST = 'QLgcDw5YgBCAO0ue8Pe0B+puYqeMcR8kC10OvCbP8qI=';
