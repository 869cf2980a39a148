import type { Finding, Step } from '../assessment/finding.ts';
import { deadlocksOf } from './deadlock-diagram.ts';
import { seenIn } from './evidence.ts';
import {
  htmlCode,
  htmlCommand,
  htmlLink,
  htmlList,
  htmlParagraphs,
  htmlProse,
  htmlTable,
  htmlText,
} from './html-text.ts';
import { shorten } from './plain-text.ts';
import { cannotTell, hopsText, howSure, MOST_NAMED, severityLabel, waivedText } from './wording.ts';
import { groupWrites, outcomeText, sharedOutcome } from './write-groups.ts';

/** A finding whole, as one article that the filter can hide. */
export function htmlFinding(finding: Finding, number: number): string {
  const open = cannotTell(finding);
  const { waived, proof } = finding;
  return [
    `<article id="finding-${number}" class="finding ${finding.severity}" data-severity="${finding.severity}" data-component="${htmlText(finding.component)}">`,
    `<h3>${htmlSeverity(finding)} <span class="number">${number}.</span> ${htmlProse(finding.title)}</h3>`,
    `<p class="meta">${htmlCode(finding.id)} · ${htmlProse(finding.component)} · at ${htmlProse(hopsText(finding.hops))}</p>`,
    ...(waived === undefined ? [] : [`<p class="waived">${htmlProse(waivedText(waived))}</p>`]),
    htmlParagraphs(finding.message),
    ...(open === undefined ? [] : [`<p>${htmlProse(open)}</p>`]),
    htmlWrites(finding),
    htmlDeadlocks(finding),
    htmlSteps('Fix', finding.remediate),
    ...(proof === undefined ? [] : [`<p><strong>Proof:</strong> ${htmlProse(proof)}</p>`]),
    htmlSteps('If it is too late', finding.rescue),
    `<p class="sure"><strong>How sure:</strong> ${htmlProse(howSure(finding))}</p>`,
    htmlEvidence(finding),
    htmlWhy(finding),
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** How severe it is, as a badge. */
export function htmlSeverity(finding: Finding): string {
  const waived = finding.waived === undefined ? '' : ' is-waived';
  return `<span class="badge ${finding.severity}${waived}">${severityLabel(finding)}</span>`;
}

function htmlWrites({ writes = [], message }: Finding): string {
  const groups = groupWrites(writes);
  if (groups.length === 0) return '';
  const shared = sharedOutcome(groups, message);
  const rows = groups.map((group) => [
    `${htmlProse(group.title)}${htmlNames(group.names)}`,
    htmlProse(`${group.actor} as ${group.user}`),
    htmlProse(group.entering.join(', ')),
    htmlProse(shared === undefined ? outcomeText(group) : group.ifDenied),
  ]);
  const last = shared === undefined ? 'What happens' : 'If it is denied';
  const said = shared === undefined || shared === '' ? '' : `<p>${htmlProse(shared)}</p>\n`;
  return said + htmlTable(['Write', 'By', 'Entering', last], rows);
}

function htmlNames(names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, MOST_NAMED).map((name) => htmlCode(shorten(name, 200)));
  const left = names.length - shown.length;
  return `<br><small>${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}</small>`;
}

function htmlDeadlocks(finding: Finding): string {
  return deadlocksOf(finding)
    .map(({ writer, write, stopper, backend }) => {
      const circle = [
        `<strong>${htmlProse(writer)}</strong>, starting, must ${htmlProse(write)}`,
        `which must ask <strong>${htmlProse(`${stopper.type} ${stopper.name}`)}</strong>`,
        `which is answered by <strong>Service ${htmlProse(backend)}</strong>`,
        `which needs ${htmlProse(writer)} to be ready`,
      ];
      return `<p>Each waits for the other:</p>\n${htmlList(circle, 'ol', 'circle')}`;
    })
    .join('\n');
}

function htmlSteps(title: string, steps: readonly Step[]): string {
  if (steps.length === 0) return '';
  const items = steps.map(({ title: what, note, run, verify, undo }) =>
    [
      htmlProse(/[.!?:]$/.test(what) ? what : `${what}.`) + (note === undefined ? '' : ` ${htmlProse(note)}`),
      ...(run === undefined ? [] : [htmlCommand(run)]),
      ...(verify === undefined ? [] : ['<p>To see that it worked:</p>', htmlCommand(verify)]),
      ...(undo === undefined ? [] : ['<p>To take it back:</p>', htmlCommand(undo)]),
    ].join('\n'),
  );
  return `<h4>${title}</h4>\n${htmlList(items, steps.length === 1 ? 'ul' : 'ol', 'steps')}`;
}

function htmlEvidence({ evidence }: Finding): string {
  if (evidence.length === 0) return '';
  const rows = evidence.slice(0, MOST_NAMED).map((one) => {
    const { subject, details } = seenIn(one);
    const object =
      subject === undefined ? '' : `${htmlProse(subject.kind)} ${htmlCode(shorten(subject.name, 200))}`;
    return [object, details.map(({ label, value }) => `${htmlProse(label)} ${htmlCode(value)}`).join(', ')];
  });
  const left = evidence.length - rows.length;
  const more = left === 0 ? '' : `\n<p>… and ${left} more; the JSON report names them.</p>`;
  return htmlFolded(`Evidence (${evidence.length})`, htmlTable(['Object', 'What was seen'], rows) + more);
}

function htmlWhy({ explain, sources }: Finding): string {
  const list = htmlList(
    sources.map(
      ({ type, url, note }) =>
        htmlLink(`${type}: ${url}`, url) + (note === undefined ? '' : `: ${htmlProse(note)}`),
    ),
  );
  if (explain === '' && list === '') return '';
  const title = explain === '' ? 'Sources' : 'Why this happens, and sources';
  return htmlFolded(title, [htmlParagraphs(explain), list].filter((part) => part !== '').join('\n'));
}

/** Open as it stands, so that it can be read and printed without the script, which folds it. */
function htmlFolded(summary: string, content: string): string {
  return `<details open>\n<summary>${summary}</summary>\n${content}\n</details>`;
}
