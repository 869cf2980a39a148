import { textOf } from '../admission/read-fields.ts';
import { readConditions } from '../admission/webhook.ts';
import type { Step } from '../assessment/finding.ts';
import { fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Product, Way } from '../knowledge/shapes/product.ts';
import { compareMinors, type Minor } from '../upgrade/version.ts';
import { someFits } from './fits-word.ts';
import { productSteps } from './product-steps.ts';

/** The product's own ways for one of its configurations. */
export interface ExemptWays {
  /** Steps that end in the conditions of the patched object, for every webhook that needs them; else none. */
  readonly own: readonly Step[];
  /** Steps that end in something else, which only the product can tell. */
  readonly others: readonly Step[];
}

/**
 * Says how a product comes to the conditions that a patched object has.
 * @param webhooks places of the webhooks that need them; empty for a policy
 * @param requests whose requests the conditions let pass, for titles
 * @param server minor of the cluster when it is done
 */
export function exemptWays(
  product: Product,
  webhooks: readonly number[],
  before: KubeObject,
  patched: KubeObject,
  requests: string,
  server: Minor,
): ExemptWays {
  const ways = product.exempt.filter(
    ({ kubernetes }) => kubernetes === undefined || compareMinors(server, kubernetes as Minor) >= 0,
  );
  const holders =
    webhooks.length === 0
      ? [{ name: before.metadata.name, before: before.spec, patched: patched.spec }]
      : webhooks.map((index) => {
          const holder = listOf(before.webhooks)[index];
          return {
            name: textOf(fieldsOf(holder).name, ''),
            before: holder,
            patched: listOf(patched.webhooks)[index],
          };
        });
  const own = holders.map((holder) => {
    const way = ways.find((one) => one.leadsTo === 'condition' && someFits([holder.name], one.webhooks));
    return way === undefined ? undefined : stepsOf(way, holder, before, requests);
  });
  const names = holders.map(({ name }) => name);
  return {
    own: own.includes(undefined) ? [] : distinct(own.flatMap((steps) => steps ?? [])),
    others: ways
      .filter(({ leadsTo, webhooks: words }) => leadsTo === 'other' && someFits(names, words))
      .flatMap(({ steps }) => productSteps(steps, before, {})),
  };
}

function stepsOf(
  way: Way,
  { name, before, patched }: { readonly name: string; readonly before: unknown; readonly patched: unknown },
  object: KubeObject,
  requests: string,
): readonly Step[] {
  const conditions = readConditions(fieldsOf(patched).matchConditions);
  const added = conditions.slice(readConditions(fieldsOf(before).matchConditions).length);
  return productSteps(way.steps, object, {
    webhook: name,
    conditions: JSON.stringify(conditions),
    condition: added[0]?.name ?? '',
    requests,
  });
}

/** Webhooks of one setting ask for the same step; it is taken once. */
function distinct(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
