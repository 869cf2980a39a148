import type { ZodType } from 'zod';
import { addon } from '../src/knowledge/shapes/addon.ts';
import { admissionPluginsFile } from '../src/knowledge/shapes/admission-plugins.ts';
import { apisFile } from '../src/knowledge/shapes/apis.ts';
import { featureGatesFile } from '../src/knowledge/shapes/feature-gates.ts';
import { flagsFile } from '../src/knowledge/shapes/flags.ts';
import { hazard } from '../src/knowledge/shapes/hazard.ts';
import { packFile } from '../src/knowledge/shapes/pack.ts';
import { product } from '../src/knowledge/shapes/product.ts';
import { releasesFile } from '../src/knowledge/shapes/releases.ts';
import { storageVersionsFile } from '../src/knowledge/shapes/storage-versions.ts';
import { writesFile } from '../src/knowledge/shapes/writes.ts';
import { detectDefinitions } from './detect-schema.ts';
import { editorSchema } from './editor-schema.ts';
import type { GeneratedFile } from './generated-file.ts';

const SHAPES: Readonly<Record<string, { readonly shape: ZodType; readonly title: string }>> = {
  addon: { shape: addon, title: 'An add-on and the Kubernetes minors it goes with' },
  'admission-plugins': { shape: admissionPluginsFile, title: 'Admission plugins of kube-apiserver' },
  apis: { shape: apisFile, title: 'API versions that are served no more' },
  'feature-gates': { shape: featureGatesFile, title: 'Feature gates' },
  flags: { shape: flagsFile, title: 'Flags that are accepted no more' },
  hazard: { shape: hazard, title: 'A hazard of an upgrade' },
  pack: { shape: packFile, title: 'A private pack of knowledge' },
  product: { shape: product, title: 'A product with webhooks' },
  releases: { shape: releasesFile, title: 'Releases of Kubernetes' },
  'storage-versions': { shape: storageVersionsFile, title: 'Versions in which objects are stored' },
  writes: { shape: writesFile, title: 'What an actor writes during an upgrade' },
};

/** JSON Schemas of the files of knowledge, for editors. */
export function knowledgeSchemas(): readonly GeneratedFile[] {
  return Object.entries(SHAPES).map(([name, { shape, title }]) => ({
    path: `docs/schemas/${name}.schema.json`,
    text: editorSchema(shape, title, name === 'hazard' ? detectDefinitions() : undefined),
  }));
}
