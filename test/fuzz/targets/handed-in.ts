import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { chainOf } from '../../../src/admission/chain.ts';
import { playRequest } from '../../../src/admission/play-request.ts';
import { simulationOn } from '../../../src/admission/simulate.ts';
import { connect } from '../../../src/cluster/connect.ts';
import { readFiles } from '../../../src/cluster/files.ts';
import { readHandedInFile } from '../../../src/commands/handed-in-file.ts';
import { readInstalledFacts } from '../../../src/commands/installed-facts.ts';
import { readInstallerFiles } from '../../../src/commands/installer-files.ts';
import { readPackFolder } from '../../../src/commands/read-pack-folder.ts';
import { readReport } from '../../../src/commands/read-report.ts';
import { readRequests } from '../../../src/commands/read-requests.ts';
import { compareReports } from '../../../src/compare/compare-reports.ts';
import { configurationFile } from '../../../src/configuration/configuration-file.ts';
import { readFacts } from '../../../src/facts/fact-reader.ts';
import { compilePack } from '../../../src/knowledge/compile-pack.ts';
import { renderJson } from '../../../src/report/json.ts';
import { waiverFile } from '../../../src/waivers/waiver-file.ts';
import { altered } from '../altered.ts';
import { alteredText, asText } from '../altered-text.ts';
import { draw, judge, recordedObjects, SNAPSHOT } from '../base-facts.ts';
import { givenFile, SILENT } from '../given-file.ts';
import { refusedOr } from '../own-error.ts';
import { type Target, target } from '../target.ts';
import { KUBECONFIG, PACK, REPORT_TIME, REQUEST, WAIVERS } from './samples.ts';

const INSTALLER_FILES = fileURLToPath(new URL('../../installer-files/files/', import.meta.url));
const INSTALLER_TEXTS = readdirSync(INSTALLER_FILES)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(join(INSTALLER_FILES, name), 'utf8') }));
const CONFIGURATION =
  'to: "1.34"\ntimeout: 60\nobjects: [a, b]\noutputs: {json: report.json, markdown: report.md}\n';

/** A YAML or JSON text, altered as text or as the value that it stands for. */
const alteredDocument = (value: unknown, text = asText(value)) =>
  fc.oneof(alteredText(text), altered(value).map(asText));

const REPORT = JSON.parse(renderJson({ ...judge(SNAPSHOT.facts), time: REPORT_TIME }));
const CHAIN = chainOf(readFacts(SNAPSHOT.facts));

/** Files that a person writes or keeps and hands in. */
export const HANDED_IN_TARGETS: readonly Target[] = [
  target('waivers', 300, alteredDocument(WAIVERS), async (text) => {
    const waivers = await refusedOr(() => readHandedInFile(givenFile('waivers.yaml', text), waiverFile));
    if (waivers !== undefined) await draw(judge(SNAPSHOT.facts, waivers));
  }),
  target('configuration files', 300, alteredText(CONFIGURATION), async (text) => {
    await refusedOr(() => readHandedInFile(givenFile('holdshort.yaml', text), configurationFile));
  }),
  target('older reports', 120, alteredDocument(REPORT), async (text) => {
    const older = await refusedOr(() => readReport(givenFile('older.json', text)));
    if (older !== undefined) compareReports(older, REPORT);
  }),
  target('admission requests', 300, alteredDocument(REQUEST), async (text) => {
    const requests = await refusedOr(() => readRequests(givenFile('request.json', text), SILENT));
    for (const request of requests ?? []) playRequest(request, CHAIN, simulationOn(CHAIN, '1.33'));
  }),
  target('kubeconfigs', 300, alteredDocument(KUBECONFIG), async (text) => {
    const connected = await refusedOr(() => connect({ kubeconfig: givenFile('config', text), env: {} }));
    connected?.connection.close();
  }),
  target(
    'packs of knowledge',
    120,
    fc
      .constantFrom(...Object.keys(PACK))
      .chain((path) => alteredDocument(PACK[path]).map((text) => ({ path, text }))),
    async ({ path, text }) => {
      const files = Object.entries({ ...PACK, [path]: text }).map(([name, content]) =>
        givenFile(join('pack', name), typeof content === 'string' ? content : asText(content)),
      );
      const folder = await refusedOr(() => readPackFolder(dirname(files[0] ?? '')));
      if (folder !== undefined)
        compilePack(folder.files, { tool: '0.1.0', distributions: ['kubeadm', 'talos'] });
    },
  ),
  ...['kubeadm', 'talos'].map((installer) =>
    target(
      `configurations of ${installer}`,
      250,
      fc
        .constantFrom(...INSTALLER_TEXTS.filter(({ name }) => name.startsWith(installer)))
        .chain(({ text }) => alteredText(text)),
      async (text) => {
        const file = givenFile(`${installer}.yaml`, text);
        const args = installer === 'talos' ? { talosConfig: [file] } : { kubeadmConfig: file };
        const settings = await refusedOr(() => readInstallerFiles(args));
        if (settings === undefined) return;
        const { facts } = await readInstalledFacts(args, SILENT, settings);
        await draw(judge(facts));
      },
    ),
  ),
  target(
    'selectors of webhooks',
    200,
    fc.tuple(altered(selectorOf()), altered(selectorOf())),
    async ([namespaceSelector, objectSelector]) => {
      const objects = recordedObjects('talos-single-1.32').map((object) =>
        object.kind === 'ValidatingWebhookConfiguration'
          ? {
              ...object,
              webhooks: (object.webhooks as object[]).map((one) => ({
                ...one,
                namespaceSelector,
                objectSelector,
              })),
            }
          : object,
      );
      const file = givenFile('selectors.json', asText({ apiVersion: 'v1', kind: 'List', items: objects }));
      const facts = await refusedOr(() => readFiles([file]));
      if (facts !== undefined) judge(facts);
    },
  ),
];

function selectorOf() {
  return {
    matchLabels: { app: 'a' },
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }],
  };
}
