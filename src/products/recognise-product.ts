import { textOf } from '../admission/read-fields.ts';
import { fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Mark, Product } from '../knowledge/shapes/product.ts';
import { someFits } from './fits-word.ts';

/** The product that a webhook configuration or a policy belongs to; undefined where none is recognised. */
export function recogniseProduct(object: KubeObject, products: readonly Product[]): Product | undefined {
  const webhooks = listOf(object.webhooks).map(fieldsOf);
  const names = {
    webhooks: webhooks.map(({ name }) => textOf(name, '')),
    services: webhooks.map(({ clientConfig }) => textOf(fieldsOf(fieldsOf(clientConfig).service).name, '')),
  };
  return products.find(({ recognise }) => recognise.some((mark) => bears(object, names, mark)));
}

function bears(
  object: KubeObject,
  { webhooks, services }: { readonly webhooks: readonly string[]; readonly services: readonly string[] },
  mark: Mark,
): boolean {
  const { name, labels = {}, annotations = {} } = object.metadata;
  return (
    (mark.kinds === undefined || mark.kinds.includes(object.kind)) &&
    holds(labels, mark.labels) &&
    holds(annotations, mark.annotations) &&
    someFits([name], mark.configuration) &&
    someFits(webhooks, mark.webhook) &&
    someFits(services, mark.service)
  );
}

/** A mark's empty text stands for any value. */
function holds(
  actual: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(
    ([key, value]) => Object.hasOwn(actual, key) && (value === '' || actual[key] === value),
  );
}
