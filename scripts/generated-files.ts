import { clusterRole } from '../src/cluster/rbac.ts';
import { configurationFile } from '../src/configuration/configuration-file.ts';
import { jsonReference } from '../src/report/json-reference.ts';
import { waiverFile } from '../src/waivers/waiver-file.ts';
import { editorSchema } from './editor-schema.ts';

/** A file that follows from the code. */
export interface GeneratedFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Everything under docs/ and deploy/ that is made and not written; a test holds what lies there to it. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'deploy/cluster-role.yaml', text: clusterRole('holdshort') },
    { path: 'docs/report-json.md', text: jsonReference() },
    { path: 'docs/schemas/waivers.schema.json', text: editorSchema(waiverFile, 'Waivers of holdshort') },
    { path: 'docs/schemas/holdshort.schema.json', text: editorSchema(configurationFile, 'holdshort.yaml') },
  ];
}
