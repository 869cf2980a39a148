import { textOf } from '../../admission/read-fields.ts';
import { shellQuote } from '../../assessment/fill.ts';
import type { Finding } from '../../assessment/finding.ts';
import { listed } from '../../catalogues/listing.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { CONFIGURATIONS, type RefusedWrites, refusedWrites } from './refused-writes.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Days before its end in which a certificate is worth a word: an upgrade of several minors may take as long. */
const SOON = 30;
const DAY = 86_400_000;

interface Bad {
  readonly configuration: KubeObject;
  /** Its place among the configuration's webhooks. */
  readonly index: number;
  readonly webhook: string;
  readonly what: string;
  readonly isSoon: boolean;
}

/**
 * Says which webhooks cannot be called since the certificates in their caBundle cannot be read or have ended. Only where a cluster shows it:
 * in files it is usually filled in later.
 */
export function webhookCertificates(context: RuleContext): readonly Finding[] {
  const { facts, path, time } = context;
  const now = Date.parse(time);
  const bad = CONFIGURATIONS.flatMap((key) => {
    const fact = facts.objects(key);
    return fact.state === 'known' ? fact.value.flatMap((one) => badWebhooks(one, now)) : [];
  });
  return [false, true].flatMap((isSoon) => {
    const these = bad.filter((one) => one.isSoon === isSoon);
    const configurations = [...new Set(these.map(({ configuration }) => configuration))];
    return configurations.map((configuration) => {
      const own = these.filter((one) => one.configuration === configuration);
      const names = own.map(({ webhook }) => webhook).join(', ');
      const refused = isSoon ? undefined : refusedWrites(only(configuration, own), context);
      return ruleFinding(
        {
          id: `${isSoon ? 'webhook-certificate-ends-soon' : 'webhook-certificate-unusable'}/${configuration.metadata.name}`,
          severity: refused !== undefined ? 'blocker' : isSoon ? 'caution' : 'disruptive',
          component: 'admission webhooks',
          title: isSoon
            ? `The certificates that ${configuration.metadata.name} is trusted by end soon`
            : `${configuration.metadata.name} cannot be called: ${own[0]?.what}`,
          message: isSoon
            ? `Of ${names}, ${own[0]?.what}. After that each call fails, and what they match is refused.`
            : `Of ${names}, ${own[0]?.what}. Each call fails, and since they fail closed, what they match is refused${refused === undefined ? '' : whatIsRefused(refused)}.`,
          evidence: own.map(({ webhook, what }) => ({
            object: refOf(configuration),
            values: { webhook, certificates: what },
          })),
          explain:
            'kube-apiserver trusts a webhook by the certificates in its caBundle alone. Where none of them holds, no pod behind it can help.',
          remediate: [
            {
              title: 'Let the product, or cert-manager’s CA injector, write the bundle anew',
              run: `kubectl get ${configuration.kind.toLowerCase()} ${shellQuote(configuration.metadata.name)} -o jsonpath='{.webhooks[${own[0]?.index ?? 0}].clientConfig.caBundle}' | base64 -d | openssl x509 -noout -subject -enddate`,
              note: 'openssl shows the first certificate of the bundle alone.',
            },
          ],
          rescue: refused === undefined ? [] : [rescueFrom(refused)],
          ...(refused?.outcome === 'unknown' ? { unknown: refused.because } : {}),
          source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
        },
        path,
      );
    });
  });
}

function badWebhooks(configuration: KubeObject, now: number): readonly Bad[] {
  return listOf(configuration.webhooks).flatMap((item, index): readonly Bad[] => {
    const webhook = fieldsOf(item);
    const { ca } = fieldsOf(webhook.clientConfig);
    if (ca === undefined || webhook.failurePolicy === 'Ignore') return [];
    const { certificates, readable, notAfter } = fieldsOf(ca);
    const name = textOf(webhook.name, 'a webhook');
    // A bundle without any certificate is mostly a placeholder that is filled in later; it is not told from a broken one.
    if (readable === false && certificates !== 0) {
      return [
        {
          configuration,
          index,
          webhook: name,
          what: 'its caBundle holds a certificate that cannot be read',
          isSoon: false,
        },
      ];
    }
    const end = typeof notAfter === 'string' ? Date.parse(notAfter) : Number.NaN;
    if (Number.isNaN(end) || Number.isNaN(now) || end > now + SOON * DAY) return [];
    const day = String(notAfter).slice(0, 10);
    return end <= now
      ? [
          {
            configuration,
            index,
            webhook: name,
            what: `the certificates of its caBundle ended on ${day}`,
            isSoon: false,
          },
        ]
      : [
          {
            configuration,
            index,
            webhook: name,
            what: `the certificates of its caBundle end on ${day}`,
            isSoon: true,
          },
        ];
  });
}

/** The configuration with those of its webhooks that cannot be called: the others may well answer. */
function only(configuration: KubeObject, bad: readonly Bad[]): KubeObject {
  const webhooks = listOf(configuration.webhooks);
  return { ...configuration, webhooks: bad.map(({ index }) => webhooks[index]) };
}

const SERVER = 'kube-apiserver';

function whatIsRefused({ outcome, actors }: RefusedWrites): string {
  const may = outcome === 'unknown' ? ', perhaps' : ',';
  return actors.includes(SERVER)
    ? `${may} the new kube-apiserver’s own writes among it: it does not start then`
    : `${may} writes of ${listed(actors)} among it, without which the upgrade does not get through`;
}

function rescueFrom({ actors }: RefusedWrites) {
  return {
    title: actors.includes(SERVER)
      ? 'Save and delete the configuration while kube-apiserver is up for its first seconds: holdshort rescue'
      : 'Save and delete the configuration: kube-apiserver answers, and asks no webhook about that',
  };
}
