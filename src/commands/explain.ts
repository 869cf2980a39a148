import { explainedIds, explainHazard } from '../assessment/explain-hazard.ts';
import { UsageError } from '../errors.ts';
import { drawHazardPage } from '../report/hazard-page.ts';
import { printable, shorten } from '../report/plain-text.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { knowledgeFor } from './knowledge-for.ts';
import { nearIds } from './near-ids.ts';

/** `holdshort explain`: a page on one hazard, without a cluster. */
export async function explain(args: Arguments, io: Io): Promise<number> {
  const id = shorten(textOf(args, 'id') ?? '', 200);
  const format = choiceOf(args, 'format', ['text', 'json'], 'text');
  const knowledge = await knowledgeFor(args);
  const explanation = explainHazard(knowledge, id);
  if (explanation === undefined) throw new UsageError(notFound(id, explainedIds(knowledge)));
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : drawHazardPage(explanation, io.stdout.columns),
  );
  return 0;
}

/** Ids that only a report has: what they mean depends on the cluster, and is said there. */
const OF_ONE_CLUSTER = [
  'skipped-minor',
  'kubelet-too-(?:old|new)',
  'kube-apiserver-(?:before-the-path|too-old|versions-differ)',
  'control-plane-versions',
  'component-settings(?:-of-the-provider)?',
  'component-out-of-step',
  'external-etcd-not-seen',
  'kubeadm-(?:upgrade-unfinished|coredns-newer|config-missing|forgets-flags)',
  'talos-release-does-not-fit',
  'drain-[a-z-]+',
  '(?:worker|control-plane)-node-not-ready',
  'addon-unsupported',
  'end-of-life',
  'webhook-[a-z-]+',
  '(?:control-plane|installer|node|controller)-write-[a-z-]+',
].map((form) => new RegExp(`^${form}(?:/|$)`));

function notFound(id: string, ids: readonly string[]): string {
  const shown = printable(id);
  if (OF_ONE_CLUSTER.some((form) => form.test(id))) {
    return `${shown} is about one cluster and its path, and the report that names it says all of it. See check --format markdown.`;
  }
  const near = nearIds(id, ids);
  const hint = near.length === 0 ? 'holdshort hazards lists what there is.' : `Was it ${near.join(', ')}?`;
  return `There is no hazard ${shown}. ${hint}`;
}
