import type { Question } from '../../src/assessment/assessment.ts';
import { examineApis } from '../../src/assessment/examine-apis.ts';
import { examineComponentSettings } from '../../src/assessment/examine-component-settings.ts';
import { examineVersionSkew } from '../../src/assessment/examine-version-skew.ts';
import type { Finding } from '../../src/assessment/finding.ts';
import { mergeFindings } from '../../src/assessment/merge-findings.ts';
import { recogniseDistribution } from '../../src/distributions/recognise.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from './knowledge.ts';

/** The project's knowledge as it lies on disk. */
export const { knowledge: KNOWLEDGE, problems: KNOWLEDGE_PROBLEMS } = compileKnowledge(knowledgeTexts());

/** The path between two versions; throws where there is none. */
export function pathOf(from: string, to: string) {
  const path = planPath(from, to, KNOWLEDGE.releases);
  if ('problem' in path) throw new Error(path.problem);
  return path;
}

/** What the catalogues and the skew policy say of a cluster. */
export function examineCatalogues(
  facts: ClusterFacts,
  from: string,
  to: string,
): { readonly findings: readonly Finding[]; readonly questions: readonly Question[] } {
  const reader = readFacts(facts);
  const context = {
    facts: reader,
    path: pathOf(from, to),
    knowledge: KNOWLEDGE,
    distribution: recogniseDistribution(reader).name,
    backends: 'observed',
    time: '2026-11-24T08:00:00.000Z',
  } as const;
  const examined = [examineComponentSettings, examineApis, examineVersionSkew].map((examine) =>
    examine(context),
  );
  return {
    findings: mergeFindings(examined.flatMap(({ findings }) => findings)),
    questions: examined.flatMap(({ questions }) => questions),
  };
}
