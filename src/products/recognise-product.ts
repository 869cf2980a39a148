import { fieldsOf, listOf, textOf } from '../admission/read-fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Mark, Product } from '../knowledge/shapes/product.ts';
import { someFits } from './fits-word.ts';

/** The product that a webhook configuration or a policy belongs to; undefined where none is recognised. */
export function recogniseProduct(object: KubeObject, products: readonly Product[]): Product | undefined {
  return products.find(({ recognise }) => recognise.some((mark) => bears(object, mark)));
}

function bears(object: KubeObject, mark: Mark): boolean {
  const { name, labels = {}, annotations = {} } = object.metadata;
  const webhooks = listOf(object.webhooks).map(fieldsOf);
  const services = webhooks.map(({ clientConfig }) =>
    textOf(fieldsOf(fieldsOf(clientConfig).service).name, ''),
  );
  return (
    (mark.kinds === undefined || mark.kinds.includes(object.kind)) &&
    holds(labels, mark.labels) &&
    holds(annotations, mark.annotations) &&
    someFits([name], mark.configuration) &&
    someFits(
      webhooks.map((webhook) => textOf(webhook.name, '')),
      mark.webhook,
    ) &&
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
