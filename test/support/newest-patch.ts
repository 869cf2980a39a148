import { compileKnowledge } from '../../src/knowledge/compile.ts';
import type { Minor } from '../../src/upgrade/version.ts';
import { knowledgeTexts } from './knowledge.ts';

const { knowledge } = compileKnowledge(knowledgeTexts().filter(({ path }) => path === 'releases.yaml'));

/** The newest patch that the knowledge has of a minor: what a target that names the minor alone means. New ones come every month. */
export function newestPatch(minor: Minor): string {
  const release = knowledge.releases.find((one) => one.minor === minor);
  if (release?.newestPatch === undefined) throw new Error(`The knowledge has no patch of ${minor}.`);
  return release.newestPatch;
}
