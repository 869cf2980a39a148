import { clusterRole } from '../src/cluster/rbac.ts';
import { configurationFile } from '../src/configuration/configuration-file.ts';
import { compileKnowledge } from '../src/knowledge/compile.ts';
import { formatProblem } from '../src/knowledge/problem.ts';
import type { KnowledgeText } from '../src/knowledge/read.ts';
import { jsonReference } from '../src/report/json-reference.ts';
import { waiverFile } from '../src/waivers/waiver-file.ts';
import { catalogueDocs } from './catalogue-docs.ts';
import { coverage } from './coverage.ts';
import { editorSchema } from './editor-schema.ts';
import type { GeneratedFile } from './generated-file.ts';
import { hazardDocs } from './hazard-docs.ts';
import { knowledgeSchemas } from './knowledge-schemas.ts';

/** Folders that hold nothing but what is made: what is not made any more is taken away. */
export const GENERATED_FOLDERS = ['docs/catalogues', 'docs/hazards', 'docs/schemas'];

/** Everything under docs/ and deploy/ that is made and not written; a test holds what lies there to it. */
export function generatedFiles(texts: readonly KnowledgeText[]): readonly GeneratedFile[] {
  const compiled = compileKnowledge(texts);
  if (compiled.problems.length > 0) {
    throw new Error(`The knowledge is not well formed:\n${compiled.problems.map(formatProblem).join('\n')}`);
  }
  return [
    { path: 'deploy/cluster-role.yaml', text: clusterRole('holdshort') },
    { path: 'docs/report-json.md', text: jsonReference() },
    { path: 'docs/schemas/waivers.schema.json', text: editorSchema(waiverFile, 'Waivers of holdshort') },
    { path: 'docs/schemas/holdshort.schema.json', text: editorSchema(configurationFile, 'holdshort.yaml') },
    ...knowledgeSchemas(),
    coverage(compiled.knowledge),
    ...catalogueDocs(compiled.knowledge),
    ...hazardDocs(compiled),
  ];
}
