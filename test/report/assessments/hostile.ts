import type { Assessment } from '../../../src/assessment/assessment.ts';
import type { Finding } from '../../../src/assessment/finding.ts';
import { NO_GO } from './no-go.ts';

/** What somebody may write into a name to break a terminal, a ticket or a page. */
export const NASTY = [
  '\x1b[2J\x1b]0;owned\x07',
  '\x9b31m',
  'a\r\nb\n\n# GO\n\n | GO | fine | ',
  '\u202eOG\u202c',
  'zero\u200bwidth\ufeff',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</details></summary><!--',
  '`` ``` ```` `',
  '```\n\n# GO\n',
  'a|b\\|c\\',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png)',
  '@everyone #1 !2 owner/repo#3 https://evil.example www.evil.example',
  '$(reboot) `reboot` $HOME ; reboot',
  '%%{init: {"theme":"x"}}%% "] --> X["',
  ']]><![CDATA[ &lt; & \u0000 \ud800 \ufffe',
  '--- \n=== \n1. one\n- two\n> three\n    four',
  '👩‍👩‍👧 漢字 é\u0301\u0301\u0301\u0301\u0301\u0301',
  `${'long'.repeat(200)}`,
].join(' ');

/** The same report with a nasty text in every field that is text. */
export const HOSTILE: Assessment = soiled(NASTY);

/** A NO-GO with the given text in every field that a cluster, a pack or a person can fill. */
export function soiled(text: string): Assessment {
  return {
    ...NO_GO,
    knowledge: { ...NO_GO.knowledge, packs: [{ name: text, version: text, digest: text }] },
    cluster: { ...NO_GO.cluster, name: text, distribution: text, topology: text, digest: text },
    reason: text,
    findings: NO_GO.findings.map((finding, index) => soiledFinding(finding, `${text}${index}`)),
    questions: NO_GO.questions.flatMap((one) => {
      const asked = { ...one, hazard: text, title: text, question: text, how: text };
      const answer = { affected: false, reason: text, owner: text, expires: text, ticket: text };
      return [asked, { ...asked, answer }];
    }),
    notChecked: NO_GO.notChecked.map((one) => ({
      ...one,
      what: text,
      because: text,
      next: text,
      mayHideBlocker: true,
    })),
    comparison: {
      since: { time: text, verdict: 'NO-GO' },
      inputs: [text],
      changes: [
        {
          state: 'new',
          about: 'finding',
          id: text,
          title: text,
          severity: 'blocker',
          outcome: 'hit',
          says: [text],
          isLoud: true,
        },
      ],
      isLoud: true,
    },
    waiverRemarks: [
      {
        type: 'waiver',
        hazard: text,
        object: text,
        owner: text,
        state: 'unused',
        because: text,
      },
    ],
  };
}

function soiledFinding(finding: Finding, text: string): Finding {
  const step = { title: text, run: text, verify: text, note: text, undo: text };
  return {
    ...finding,
    id: text,
    hazard: text,
    category: text,
    component: text,
    title: text,
    message: text,
    because: [text],
    explain: text,
    remediate: [step, step],
    rescue: [step],
    sources: [
      { type: text, url: text, note: text },
      { type: 'issue', url: `https://example.org/${text}` },
    ],
    proof: text,
    evidence: [
      { object: { kind: text, namespace: text, name: text }, values: { [text]: text, webhook: text } },
    ],
    ...(finding.writes === undefined
      ? {}
      : {
          writes: finding.writes.map((write) => ({
            ...write,
            actor: text,
            user: text,
            operation: text,
            resource: text,
            kind: text,
            namespace: text,
            names: [text],
            webhook: text,
            because: text,
            ifDenied: text,
          })),
          stoppedBy: [
            {
              type: 'validating webhook' as const,
              name: text,
              configuration: text,
              backend: text,
              inCluster: true,
            },
          ],
        }),
  };
}
