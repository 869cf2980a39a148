/** One HTML file that asks no network: it can be attached to a ticket, read on a phone and printed, with or without its script. */
import type { Assessment, Verdict } from '../assessment/assessment.ts';
import { type Finding, SEVERITIES } from '../assessment/finding.ts';
import { againCommands, sameCommand } from './commands.ts';
import { changeTexts, sinceText } from './comparison-text.ts';
import { htmlFinding, htmlSeverity } from './html-finding.ts';
import { htmlPlan } from './html-plan.ts';
import { HTML_SCRIPT, HTML_SCRIPT_DIGEST } from './html-script.ts';
import { HTML_STYLE, HTML_STYLE_DIGEST } from './html-style.ts';
import { htmlCode, htmlCommand, htmlList, htmlProse, htmlText } from './html-text.ts';
import { shorten } from './plain-text.ts';
import {
  countClauses,
  goNeeds,
  hopPlan,
  installText,
  originText,
  pathText,
  timeText,
  toolClauses,
} from './summary.ts';
import { answerText, capitalised, hopsText, rangesText, remarkText } from './wording.ts';

/** Nothing may be loaded and no script may run but the page's own, whatever a name in the cluster says. */
const POLICY = `default-src 'none'; style-src 'sha256-${HTML_STYLE_DIGEST}'; script-src 'sha256-${HTML_SCRIPT_DIGEST}'; base-uri 'none'; form-action 'none'`;

const CLASSES: Readonly<Record<Verdict, string>> = {
  'NO-GO': 'no-go',
  UNDETERMINED: 'undetermined',
  GO: 'go',
};

/** Draws the report as one page. */
export function renderHtml(assessment: Assessment): string {
  const { verdict, cluster, from, to, findings } = assessment;
  const about = `${shorten(cluster.name, 100)}, Kubernetes ${from} → ${to}`;
  return `${[
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${htmlText(`${verdict}: ${about}`)}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    opening(assessment, about),
    ...needed(assessment),
    ...compared(assessment),
    ...(findings.length === 0 ? [] : ['<h2>Findings</h2>', filter(findings), index(findings)]),
    ...findings.map((finding, at) => htmlFinding(finding, at + 1)),
    ...section('Questions', questions(assessment)),
    ...section('Not checked', notChecked(assessment)),
    ...section(
      'Waivers and answers without effect',
      assessment.waiverRemarks.map((remark) => htmlProse(capitalised(remarkText(remark)))),
    ),
    ...(assessment.plan === undefined
      ? section('Plan', plan(assessment), 'ol')
      : htmlPlan(assessment, assessment.plan)),
    appendix(assessment),
    '</main>',
    `<script>${HTML_SCRIPT}</script>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}

function opening(assessment: Assessment, about: string): string {
  const { verdict, reason } = assessment;
  return [
    `<header class="verdict ${CLASSES[verdict]}">`,
    `<h1>${verdict}</h1>`,
    `<p class="about">${htmlProse(about)}</p>`,
    `<p class="reason">${htmlProse(shorten(reason, 500))}</p>`,
    '</header>',
    facts([
      ['Path', htmlProse(pathText(assessment))],
      ['Cluster', htmlProse(installText(assessment))],
      ['Found', htmlProse(countClauses(assessment).join(' · '))],
      ['Checked', htmlProse(`${timeText(assessment.time)}, ${originText(assessment)}`)],
    ]),
  ].join('\n');
}

function needed(assessment: Assessment): readonly string[] {
  const needs = goNeeds(assessment);
  if (needs.length === 0) return [];
  const text = `<p>GO needs ${needs.map(htmlProse).join(', and ')}. Then check again:</p>`;
  return [text, htmlCommand(againCommands(assessment).join('\n'))];
}

function compared({ comparison }: Assessment): readonly string[] {
  if (comparison === undefined) return [];
  return section(htmlProse(sinceText(comparison)), changeTexts(comparison).map(htmlProse));
}

/** Hidden until the script can do what it promises. */
function filter(findings: readonly Finding[]): string {
  const severities = SEVERITIES.filter((severity) => findings.some((one) => one.severity === severity));
  const boxes = severities.map(
    (severity) => `<label><input type="checkbox" value="${severity}" checked> ${severity}</label>`,
  );
  const components = [...new Set(findings.map(({ component }) => htmlText(component)))].sort();
  const options = components.map((component) => `<option value="${component}">${component}</option>`);
  return [
    '<form class="filter" hidden>',
    `<fieldset><legend>Severity</legend>${boxes.join(' ')}</fieldset>`,
    `<label>Component <select><option value="">all</option>${options.join('')}</select></label>`,
    '<output></output>',
    '</form>',
  ].join('\n');
}

function index(findings: readonly Finding[]): string {
  const items = findings.map((finding, at) => {
    const { severity, component } = finding;
    return [
      `<li data-severity="${severity}" data-component="${htmlText(component)}">`,
      `<span class="number">${at + 1}</span><span>${htmlSeverity(finding)}</span>`,
      `<a class="title" href="#finding-${at + 1}">${htmlProse(finding.title)}</a>`,
      `<span class="hops">${htmlProse(hopsText(finding.hops))}</span></li>`,
    ].join('');
  });
  return `<ol class="index">\n${items.join('\n')}\n</ol>`;
}

function questions(assessment: Assessment): readonly string[] {
  return assessment.questions.map((asked) => {
    const { hazard, question, how, severity } = asked;
    const answer = answerText(asked);
    if (answer !== undefined) return `${htmlProse(question)} ${htmlProse(answer)} (${htmlCode(hazard)})`;
    const stake = severity === 'blocker' ? ' <span class="stake">A blocker may hang on it.</span>' : '';
    return `${htmlProse(question)}${stake} How to tell: ${htmlProse(how)} (${htmlCode(hazard)})`;
  });
}

function notChecked(assessment: Assessment): readonly string[] {
  return assessment.notChecked.map(({ what, because, next, mayHideBlocker }) => {
    const stake = mayHideBlocker ? ' <span class="stake">A blocker could hide here.</span>' : '';
    return `${htmlProse(`${what}: ${because}.`)}${stake}${next === undefined ? '' : ` ${htmlProse(next)}`}`;
  });
}

function plan(assessment: Assessment): readonly string[] {
  const hops = hopPlan(assessment).map(({ hop, meets }) => {
    const met = meets.length === 0 ? 'nothing that was found is met here' : `meets ${rangesText(meets)}`;
    return htmlProse(`${hop}: ${met}.`);
  });
  const first =
    goNeeds(assessment).length === 0 ? [] : ['Mend what stands in the way and check again until it is GO.'];
  return [...first, ...hops];
}

function section(title: string, items: readonly string[], tag: 'ul' | 'ol' = 'ul'): readonly string[] {
  return items.length === 0 ? [] : [`<h2>${title}</h2>`, htmlList(items, tag)];
}

function appendix(assessment: Assessment): string {
  const { cluster, knowledge, time } = assessment;
  const packs = knowledge.packs.map(
    ({ name, version, digest }) =>
      [`Pack`, `${htmlCode(name)} ${htmlCode(version)} ${htmlCode(digest)}`] as const,
  );
  return [
    '<h2>To reproduce this report</h2>',
    facts([
      ['Tool and knowledge', toolClauses(assessment).map(htmlProse).join('; ')],
      ...packs,
      ...(cluster.collectedAt === undefined ? [] : [['Collected', htmlCode(cluster.collectedAt)] as const]),
      ['Digest of the facts', htmlCode(cluster.digest)],
      ['Checked', htmlCode(time)],
    ]),
    htmlCommand(sameCommand(assessment)),
  ].join('\n');
}

function facts(rows: readonly (readonly [string, string])[]): string {
  return `<dl>\n${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('\n')}\n</dl>`;
}
