import type { Step } from '../../assessment/finding.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import { recogniseProduct } from '../../products/recognise-product.ts';
import { compareMinors, type Minor, minorOf } from '../../upgrade/version.ts';
import type { Fix } from './fixes.ts';
import { type Guard, isPolicy, objectOfGuard } from './guard.ts';
import { admitsAll, type HeldWrite, proveRemedy, type Replay } from './prove-remedy.ts';
import { type Remediable, remedySteps } from './remedy-steps.ts';

/** What to do about a guard, what was shown about it, and what its product adds to the explanation. */
export interface Remedy {
  readonly steps: readonly Step[];
  readonly proof: string;
  readonly explain: readonly string[];
}

/** What findings are given remedies with. */
export interface RemedyOptions {
  readonly distribution: string;
  readonly findRemedy: (guard: Guard, held: readonly HeldWrite[]) => Remedy;
}

/** Finds a remedy for the writes that a guard stops: nothing is claimed of it that was not simulated. */
export function findRemedy(
  guard: Guard,
  held: readonly HeldWrite[],
  context: { readonly facts: FactReader; readonly products: readonly Product[]; readonly replay: Replay },
): Remedy {
  const { facts, products, replay } = context;
  const object = objectOfGuard(guard, facts);
  const product = object === undefined ? undefined : recogniseProduct(object, products);
  const first = held[0];
  if (first === undefined) throw new RangeError(`${guard.name} stops no write, so it needs no remedy`);
  const fix = proveRemedy(guard, held, facts, replay);
  const cause: Remediable = { guard, object, product, fix, held, server: minorOf(first.hop.from) };
  const { steps, leadToFix } = remedySteps(cause);
  return {
    steps,
    proof:
      leadToFix && fix !== undefined
        ? proofOf(fix, cause)
        : proofWithout(cause, () => admitsAll(guard, undefined, held, facts, replay)),
    explain: product === undefined ? [] : [aboutProduct(product)],
  };
}

const NONE = 'No fix could be proven by simulation.';

const WITH: Readonly<Record<Fix['way'], string>> = {
  'exempt-apiserver': 'with this matchCondition',
  'exempt-writers': 'with these matchConditions',
  'exempt-namespaces': 'with this namespaceSelector',
  'narrow-rules': 'with these rules',
};

function proofOf(fix: Fix, { guard, held }: Remediable): string {
  return `Simulated: ${WITH[fix.way]}, ${countOf(held)} admitted by ${guard.name}.`;
}

/** The taking away was simulated as well; why nothing less is offered is said with it. */
function proofWithout(
  { guard, held, product, fix, server }: Remediable,
  admitsAllWithout: () => boolean,
): string {
  if (product?.writtenBy === 'platform') return `${NONE} ${product.ownership}`;
  if (!admitsAllWithout()) return NONE;
  const gone = isPolicy(guard) ? 'without its bindings' : 'without it';
  return `${whyNothingLess(product, fix, server)} Simulated: ${gone}, ${countOf(held)} no longer stopped by ${guard.name}.`;
}

function whyNothingLess(product: Product | undefined, fix: Fix | undefined, server: Minor): string {
  if (fix !== undefined)
    return `A narrower fix would do as well, but ${product?.name ?? 'a controller'} puts its own version back.`;
  return compareMinors(server, '1.28') < 0
    ? `No narrower rules could be proven, and matchConditions need Kubernetes 1.28, newer than ${server}.`
    : 'No matchCondition and no narrower rules could be proven.';
}

function countOf(held: readonly HeldWrite[]): string {
  const count = new Set(held.map(({ planned }) => planned)).size;
  return count === 1 ? 'the one write is' : `all ${count} writes are`;
}

function aboutProduct({ name, ownership, noEffect = [] }: Product): string {
  const useless = noEffect.length === 0 ? '' : ` What does not help: ${noEffect.join('; ')}.`;
  return `Recognised as ${name}. ${ownership}${useless}`;
}
