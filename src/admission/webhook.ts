import { type Fields, fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { LabelSelector } from './label-selector.ts';
import { selectorOf, textOf, textsOf } from './read-fields.ts';
import type { Rule } from './rule.ts';

export type WebhookType = 'Validating' | 'Mutating';
export type FailurePolicy = 'Fail' | 'Ignore';

/** One webhook of a configuration, with the API server's defaults in place of what was left out. */
export interface Webhook {
  readonly type: WebhookType;
  /** Name of the configuration it belongs to. */
  readonly configuration: string;
  readonly name: string;
  /** Place among the configuration's webhooks. */
  readonly index: number;
  readonly rules: readonly Rule[];
  readonly failurePolicy: FailurePolicy;
  readonly matchPolicy: 'Exact' | 'Equivalent';
  readonly namespaceSelector: LabelSelector | undefined;
  readonly objectSelector: LabelSelector | undefined;
  readonly matchConditions: readonly MatchCondition[];
  readonly timeoutSeconds: number;
  readonly sideEffects: string;
  readonly clientConfig: ClientConfig;
}

export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

/** How the API server reaches a webhook: a url, or a Service. */
export interface ClientConfig {
  readonly url?: string;
  readonly service?: {
    readonly namespace: string;
    readonly name: string;
    readonly port: number;
    readonly path: string;
  };
  /** What was kept of the CA bundle: see the collector of webhook configurations. */
  readonly ca?: Fields;
}

/** The API server's default time-out of a webhook call in seconds (admissionregistration.k8s.io/v1). */
const DEFAULT_TIMEOUT_SECONDS = 10;

/** Reads the webhooks of a configuration, in their order. */
export function webhooksOf(configuration: KubeObject): readonly Webhook[] {
  const type = configuration.kind === 'MutatingWebhookConfiguration' ? 'Mutating' : 'Validating';
  return listOf(configuration.webhooks).map((item, index) => {
    const webhook = fieldsOf(item);
    return {
      type,
      configuration: configuration.metadata.name,
      name: textOf(webhook.name, `webhook ${index + 1}`),
      index,
      rules: listOf(webhook.rules).map(readRule),
      failurePolicy: webhook.failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
      matchPolicy: webhook.matchPolicy === 'Exact' ? 'Exact' : 'Equivalent',
      namespaceSelector: selectorOf(webhook.namespaceSelector),
      objectSelector: selectorOf(webhook.objectSelector),
      matchConditions: readConditions(webhook.matchConditions),
      timeoutSeconds:
        typeof webhook.timeoutSeconds === 'number' ? webhook.timeoutSeconds : DEFAULT_TIMEOUT_SECONDS,
      sideEffects: textOf(webhook.sideEffects, 'Unknown'),
      clientConfig: readClientConfig(fieldsOf(webhook.clientConfig)),
    };
  });
}

/** Reads a rule of a webhook or a policy. */
export function readRule(value: unknown): Rule {
  const rule = fieldsOf(value);
  return {
    operations: textsOf(rule.operations),
    apiGroups: textsOf(rule.apiGroups),
    apiVersions: textsOf(rule.apiVersions),
    resources: textsOf(rule.resources),
    scope: textOf(rule.scope, '*'),
    resourceNames: textsOf(rule.resourceNames),
  };
}

/** Reads matchConditions of a webhook or a policy. */
export function readConditions(value: unknown): readonly MatchCondition[] {
  return listOf(value).map((item) => {
    const { name, expression } = fieldsOf(item);
    return { name: textOf(name, ''), expression: textOf(expression, '') };
  });
}

function readClientConfig({ url, service, ...rest }: Fields): ClientConfig {
  const { namespace, name, port, path } = fieldsOf(service);
  return {
    ...(typeof url === 'string' ? { url } : {}),
    ...(service === undefined || service === null
      ? {}
      : {
          service: {
            namespace: textOf(namespace, ''),
            name: textOf(name, ''),
            port: typeof port === 'number' ? port : 443,
            path: textOf(path, ''),
          },
        }),
    ...(rest.ca === undefined ? {} : { ca: fieldsOf(rest.ca) }),
  };
}
