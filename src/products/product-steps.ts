import { textOf } from '../admission/read-fields.ts';
import { fillStep } from '../assessment/fill.ts';
import type { Step } from '../assessment/finding.ts';
import { fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Product } from '../knowledge/shapes/product.ts';
import { backupFile } from './backup-file.ts';

/** Fills the steps of a product for one of its configurations; values in commands are quoted for a shell. */
export function productSteps(
  steps: Product['disable'],
  object: KubeObject,
  values: Readonly<Record<string, string>>,
): readonly Step[] {
  const { name } = object.metadata;
  const resource = object.kind.toLowerCase();
  const services = listOf(object.webhooks).map((webhook) =>
    fieldsOf(fieldsOf(fieldsOf(webhook).clientConfig).service),
  );
  const service = services.find((one) => typeof one.name === 'string') ?? {};
  const evidence = {
    object: { kind: object.kind, name },
    values: {
      name,
      resource,
      backup: backupFile({ kind: object.kind, name }),
      ...(service.name === undefined ? {} : { namespace: textOf(service.namespace, '') }),
      ...values,
    },
  };
  return steps.map((step) => fillStep(step, [evidence]));
}
