import type { Assessment } from '../assessment/assessment.ts';
import { shellQuote } from '../assessment/fill.ts';

/** The commands that check the cluster again once something was mended. */
export function againCommands(assessment: Assessment): readonly string[] {
  const { cluster, to, from } = assessment;
  const target = `holdshort check --to ${shellQuote(to)}${backendsOption(assessment)}${knowledgeOptions(assessment)}${waiversOption(assessment)}`;
  switch (cluster.origin) {
    case 'cluster':
      return [target];
    case 'files':
      return [`${target} --from ${shellQuote(from)} --objects FILE`];
  }
}

/** The command that makes the same report again from the same facts. */
export function sameCommand(assessment: Assessment): string {
  const { cluster, from, to, assumed = [] } = assessment;
  const assume = assumed.length === 0 ? '' : ' --assume FILE';
  const facts = cluster.origin === 'files' ? '--objects FILE' : '--snapshot SNAPSHOT';
  return `holdshort check --from ${shellQuote(from)} --to ${shellQuote(to)}${backendsOption(assessment)}${knowledgeOptions(assessment)}${waiversOption(assessment)} ${facts}${assume}`;
}

function backendsOption({ backends }: Assessment): string {
  return backends === 'observed' ? '' : ` --backends ${shellQuote(backends)}`;
}

/** Where the packs lie is nobody's business but the reader's. */
function knowledgeOptions({ knowledge: { packs } }: Assessment): string {
  return packs.map(() => ' --knowledge FOLDER').join('');
}

/** What people accepted or answered is part of the report, so their file belongs to the command. */
function waiversOption({ findings, questions, waiverRemarks }: Assessment): string {
  const isUsed =
    waiverRemarks.length > 0 ||
    findings.some(({ waived }) => waived !== undefined) ||
    questions.some(({ answer }) => answer !== undefined);
  return isUsed ? ' --waivers FILE' : '';
}
