import { X509Certificate } from 'node:crypto';
import { changed, type Fields, fieldsOf, listOf, pick } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';

import { redactLines, redactUrls } from './redact.ts';
import { redactYaml } from './redact-yaml.ts';

/** Turns an object of the API into what a fact keeps of it. What is left out here was never seen: hazards must not ask for it. */
export type Projection = (object: KubeObject) => KubeObject;

/** Annotations of these domains say how a cluster was installed; any other may hold anything, and is left out. */
const KEPT_ANNOTATIONS =
  /^(?:[\w.-]+\.)?(?:kubernetes\.io|k8s\.io|talos\.dev|openshift\.io|kyverno\.io|gatekeeper\.sh)\//;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The whole object without what is long, private or of no use: managed fields in detail, unknown annotations. */
export const keepWhole: Projection = (object) =>
  changed(object, { metadata: projectMetadata(fieldsOf(object.metadata)) }) as KubeObject;

/** Name, labels and the rest of the metadata only. */
export const keepMetadata: Projection = ({ apiVersion, kind, metadata }) => ({
  apiVersion,
  kind,
  metadata: projectMetadata(fieldsOf(metadata)),
});

/** A webhook configuration: of each CA bundle only what its certificates say, of each url nothing that could be a credential. */
export const keepWebhookConfiguration: Projection = (object) => ({
  ...keepWhole(object),
  webhooks: listOf(object.webhooks).map((item) => {
    const webhook = fieldsOf(item);
    const { caBundle, url, ...rest } = fieldsOf(webhook.clientConfig);
    return {
      ...webhook,
      clientConfig: {
        ...rest,
        ...(typeof url === 'string' ? { url: redactUrls(url) } : {}),
        ...(typeof caBundle === 'string' && caBundle !== '' ? { ca: describeCertificates(caBundle) } : {}),
      },
    };
  }),
});

/** A PersistentVolume without what a driver is told about it, which may be anything. */
export const keepPersistentVolume: Projection = (object) => ({
  ...keepWhole(object),
  spec: withoutDriverOptions(fieldsOf(object.spec)),
});

/** A volume without the attributes and options that its driver alone understands. */
export function withoutDriverOptions(volume: Fields): Fields {
  const { csi, flexVolume } = volume;
  if (csi === undefined && flexVolume === undefined) return volume;
  return changed(volume, {
    csi: csi === undefined ? undefined : changed(fieldsOf(csi), { volumeAttributes: undefined }),
    flexVolume: flexVolume === undefined ? undefined : changed(fieldsOf(flexVolume), { options: undefined }),
  });
}

/** A CustomResourceDefinition without its schemas, which may be megabytes. */
export const keepDefinition: Projection = (object) => {
  const spec = fieldsOf(object.spec);
  const conversion = fieldsOf(spec.conversion);
  const webhook = fieldsOf(conversion.webhook);
  const { caBundle: _, url, ...clientConfig } = fieldsOf(webhook.clientConfig);
  return {
    ...keepMetadata(object),
    spec: {
      ...pick(spec, ['group', 'names', 'scope', 'preserveUnknownFields']),
      versions: listOf(spec.versions).map((version) =>
        pick(fieldsOf(version), ['name', 'served', 'storage', 'deprecated', 'subresources']),
      ),
      conversion: {
        ...pick(conversion, ['strategy']),
        ...(conversion.webhook === undefined
          ? {}
          : {
              webhook: {
                ...pick(webhook, ['conversionReviewVersions']),
                clientConfig: {
                  ...clientConfig,
                  ...(typeof url === 'string' ? { url: redactUrls(url) } : {}),
                },
              },
            }),
      },
    },
    status: pick(fieldsOf(object.status), ['storedVersions', 'conditions']),
  };
};

/** An APIService without its CA bundle. */
export const keepApiService: Projection = (object) => {
  return changed(keepWhole(object), {
    spec: changed(fieldsOf(object.spec), { caBundle: undefined }),
  }) as KubeObject;
};

/** A ConfigMap with the named documents only, their secret-looking fields emptied. */
export const keepDocuments =
  (keys: readonly string[]): Projection =>
  (object) => ({
    ...keepMetadata(object),
    data: Object.fromEntries(
      Object.entries(fieldsOf(object.data)).flatMap(([key, text]) =>
        keys.includes(key) && typeof text === 'string' ? [[key, redactDocument(key, text)]] : [],
      ),
    ),
  });

/** A Corefile is the one document that is no YAML. */
function redactDocument(key: string, text: string): string {
  return key === 'Corefile' ? redactLines(text) : redactYaml(text);
}

const KEPT_METADATA = [
  'name',
  'namespace',
  'generateName',
  'labels',
  'ownerReferences',
  'creationTimestamp',
  'deletionTimestamp',
  'finalizers',
  'generation',
];

const KEPT_OF_MANAGERS = ['manager', 'apiVersion', 'operation', 'subresource'];

/** Metadata without what is long or private. */
export function projectMetadata(metadata: Fields): KubeObject['metadata'] {
  const { annotations, managedFields } = metadata;
  const kept = Object.entries(fieldsOf(annotations)).flatMap(([name, value]) =>
    projectAnnotation(name, value),
  );
  const projected = pick(metadata, KEPT_METADATA);
  projected.name = String(metadata.name);
  if (kept.length > 0) projected.annotations = Object.fromEntries(kept);
  if (managedFields !== undefined) {
    projected.managedFields = listOf(managedFields).map((entry) => pick(fieldsOf(entry), KEPT_OF_MANAGERS));
  }
  return projected as KubeObject['metadata'];
}

/** Of what was last applied only the kind counts: the rest may hold anything. */
function projectAnnotation(name: string, value: unknown): [string, string][] {
  if (typeof value !== 'string') return [];
  if (name === LAST_APPLIED) {
    const match = /"apiVersion":"([\w./-]{1,100})"/.exec(value);
    const kind = /"kind":"(\w{1,100})"/.exec(value);
    return match === null ? [] : [[name, JSON.stringify({ apiVersion: match[1], kind: kind?.[1] })]];
  }
  return KEPT_ANNOTATIONS.test(name) && value.length <= 1000 ? [[name, redactUrls(value)]] : [];
}

/** How many certificates a bundle holds and when the first of them ends; an unreadable bundle makes every call fail. */
function describeCertificates(bundle: string): Fields {
  const pem = Buffer.from(bundle, 'base64').toString('latin1');
  const blocks = pem.split('-----END CERTIFICATE-----').slice(0, -1);
  try {
    const ends = blocks.map((block) =>
      new Date(new X509Certificate(`${block}-----END CERTIFICATE-----\n`).validTo).getTime(),
    );
    if (ends.length === 0) return { certificates: 0, readable: false };
    return { certificates: ends.length, readable: true, notAfter: new Date(Math.max(...ends)).toISOString() };
  } catch {
    return { certificates: blocks.length, readable: false };
  }
}
