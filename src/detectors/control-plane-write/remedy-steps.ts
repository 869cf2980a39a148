import type { Step } from '../../assessment/finding.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import { exemptWays } from '../../products/exempt-ways.ts';
import type { Minor } from '../../upgrade/version.ts';
import type { Fix } from './fixes.ts';
import type { Guard } from './guard.ts';
import { patchCommands } from './patch-command.ts';
import type { HeldWrite } from './prove-remedy.ts';
import { takeAwaySteps } from './take-away-steps.ts';

/** What remedies are written from: who stops the writes, whose product that is, and the fix that was proven. */
export interface Remediable {
  readonly guard: Guard;
  readonly object: KubeObject | undefined;
  readonly product: Product | undefined;
  readonly fix: Fix | undefined;
  readonly held: readonly HeldWrite[];
  readonly server: Minor;
}

/** Steps, and whether they lead to the fix or only take the guard away. */
export interface RemedySteps {
  readonly steps: readonly Step[];
  readonly leadToFix: boolean;
}

/** What to do before the upgrade: the product's own way first, and no patch that its controller would revert. */
export function remedySteps(cause: Remediable): RemedySteps {
  const { guard, object, product, fix, server } = cause;
  const away = takeAwaySteps(guard, object, product);
  const onlyAway = (others: readonly Step[]) => ({ steps: [...away, ...others], leadToFix: false });
  if (object === undefined || fix === undefined) return onlyAway([]);
  const reverted = product !== undefined && product.writtenBy !== 'installer';
  const ways =
    product === undefined || !('added' in fix)
      ? { own: [], others: [] }
      : exemptWays(product, guard.webhooks, object, fix.object, requestsOf(fix), server);
  const others = ways.others.map(unproven);
  if (reverted && ways.own.length === 0) return onlyAway(others);
  const patch = reverted ? [] : [patchStep(cause, object, fix, ways.own.length > 0)];
  const own = ways.own.map((step, index) =>
    index === 0 ? withNote(withNote(step, SAFETY[fix.way], 'before'), WHOLE_LIST, 'after') : step,
  );
  return { steps: [...own, ...patch, ...others, ...orElse(away)], leadToFix: true };
}

function requestsOf(fix: Fix): string {
  return fix.way === 'exempt-apiserver'
    ? "kube-apiserver's own requests"
    : "what the upgrade's writers write";
}

function patchStep(cause: Remediable, object: KubeObject, fix: Fix, isSecond: boolean): Step {
  const { guard, product } = cause;
  const lasts =
    product?.ownership ??
    'Who installs this configuration, by Helm or GitOps say, reverts a patch: make the same change there.';
  return {
    title: `${isSecond ? 'Or at once: p' : 'P'}atch ${guard.name}: ${TITLES[fix.way]}`,
    ...patchCommands(guard, object, fix),
    verify: 'holdshort check --to <target>   # this finding must be gone',
    note: [SAFETY[fix.way], ...aboutResources(cause), lasts].join(' '),
  };
}

const TITLES: Readonly<Record<Fix['way'], string>> = {
  'exempt-apiserver': "a matchCondition that lets kube-apiserver's own requests pass",
  'exempt-writers': 'matchConditions that let the writers of the upgrade pass with what it has them write',
  'exempt-namespaces': 'a namespaceSelector without the namespaces that the upgrade writes to',
  'narrow-rules': 'rules without the resources that the upgrade writes',
};

const SAFETY: Readonly<Record<Fix['way'], string>> = {
  'exempt-apiserver':
    'It lets pass what kube-apiserver writes for itself and nothing else: no user, controller or kubelet comes as system:apiserver, unless it may impersonate anybody. All others are checked as before.',
  'exempt-writers':
    'It lets those users pass with those resources whenever they write them, not only in the upgrade: take it back afterwards. All others are checked as before.',
  'exempt-namespaces':
    'Nothing in these namespaces is checked any more, whoever writes it: see who may write there.',
  'narrow-rules':
    'Whoever writes these resources is no longer checked, nor is a kind that is installed later and not named in the rules: take it back afterwards.',
};

const WHOLE_LIST =
  'This sets the whole list of conditions: where another finding has it set too, check again in between.';

function unproven(step: Step): Step {
  return withNote(step, 'What this leads to was not simulated: check again after it.', 'after');
}

function withNote(step: Step, text: string, place: 'before' | 'after'): Step {
  if (step.note === undefined) return { ...step, note: text };
  return { ...step, note: place === 'before' ? `${text} ${step.note}` : `${step.note} ${text}` };
}

/** The first idea of most people, where it is not enough: every minor rewrites RBAC roles (measured 1.31 to 1.36). */
function aboutResources({ held }: Remediable): readonly string[] {
  const groups = new Set(held.map(({ planned }) => planned.request.resource.group));
  return groups.has('rbac.authorization.k8s.io') && groups.has('networking.k8s.io')
    ? ['Exempting only ServiceCIDR and IPAddress is not enough: every minor also rewrites RBAC roles.']
    : [];
}

function orElse(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) =>
    index === 0
      ? { ...step, title: `Or: ${step.title.charAt(0).toLowerCase()}${step.title.slice(1)}` }
      : step,
  );
}
