import { type Fields, fieldsOf, isFields } from '../facts/fields.ts';
import { keepWhole, type Projection } from './project.ts';

/** A claim, its template or a class of devices without the parameters that only a driver understands, which may be anything. */
export const keepDevices: Projection = (object) => ({
  ...keepWhole(object),
  ...('spec' in object ? { spec: withoutParameters(object.spec) } : {}),
  ...('status' in object ? { status: withoutParameters(object.status) } : {}),
});

/** A slice without what describes its devices one by one: how they are shared is what releases treat differently. */
export const keepSlice: Projection = (object) => {
  const spec = fieldsOf(object.spec);
  return {
    ...keepWhole(object),
    spec: {
      ...spec,
      ...(Array.isArray(spec.devices) ? { devices: spec.devices.map(withoutDescription) } : {}),
    },
  };
};

/** Up to v1beta1 all of a device but its name stands under `basic` (k8s.io/api, resource/v1beta1/types.go). */
function withoutDescription(value: unknown): Fields {
  const { attributes: _, capacity: _capacity, basic, ...device } = fieldsOf(value);
  return basic === undefined ? device : { ...device, basic: withoutDescription(basic) };
}

/** `opaque` stands in lists called `config`, in a claim's spec, in its status and in a class. */
function withoutParameters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutParameters);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'opaque' ? { driver: fieldsOf(field).driver } : withoutParameters(field),
    ]),
  );
}
