import type { AdmissionRequest } from '../../admission/request.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf } from '../../facts/fields.ts';
import type { PlannedWrite } from './planned-writes.ts';

/**
 * A write with the body of the object that is there, since what an installer writes of its own objects differs little from what it wrote
 * before; undefined where no such object was read. What is decided from it is likely and no more.
 */
export function asItStands(
  { write, request, name }: PlannedWrite,
  facts: FactReader,
): AdmissionRequest | undefined {
  if (request.operation !== 'CREATE' && request.operation !== 'UPDATE') return undefined;
  const objects = facts.objects(resourceKey(write.group, write.resource));
  if (objects.state === 'unknown') return undefined;
  const live = objects.value.find(
    ({ metadata }) =>
      metadata.name === name && (write.namespace === undefined || metadata.namespace === write.namespace),
  );
  if (live === undefined) return undefined;
  const { labels } = live.metadata;
  const written = fieldsOf(request.object);
  const object = {
    ...live,
    ...written,
    metadata: {
      ...live.metadata,
      ...fieldsOf(written.metadata),
      ...(labels === undefined ? {} : { labels }),
    },
  };
  return { ...request, object, oldObject: request.operation === 'CREATE' ? null : { ...live } };
}
