import { textOf } from '../../admission/read-fields.ts';
import type { Finding } from '../../assessment/finding.ts';
import { known } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { examineWrites } from '../control-plane-write/examine-writes.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

const KEYS = [
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
];

/** Days before its end in which a certificate is worth a word: an upgrade of several minors may take as long. */
const SOON = 30;
const DAY = 86_400_000;

interface Bad {
  readonly configuration: KubeObject;
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
  const bad = KEYS.flatMap((key) => {
    const fact = facts.objects(key);
    return fact.state === 'known' ? fact.value.flatMap((one) => badWebhooks(one, now)) : [];
  });
  return [false, true].flatMap((isSoon) => {
    const these = bad.filter((one) => one.isSoon === isSoon);
    const configurations = [...new Set(these.map(({ configuration }) => configuration))];
    return configurations.map((configuration) => {
      const own = these.filter((one) => one.configuration === configuration);
      const names = own.map(({ webhook }) => webhook).join(', ');
      const stopsServer = !isSoon && stopsApiServer(configuration, context);
      return ruleFinding(
        {
          id: `${isSoon ? 'webhook-certificate-ends-soon' : 'webhook-certificate-unusable'}/${configuration.metadata.name}`,
          severity: stopsServer ? 'blocker' : isSoon ? 'caution' : 'disruptive',
          component: 'admission webhooks',
          title: isSoon
            ? `The certificates that ${configuration.metadata.name} is trusted by end soon`
            : `${configuration.metadata.name} cannot be called: ${own[0]?.what}`,
          message: isSoon
            ? `Of ${names}, ${own[0]?.what}. After that each call fails, and what they match is refused.`
            : `Of ${names}, ${own[0]?.what}. Each call fails, and since they fail closed, what they match is refused${stopsServer ? ', the new kube-apiserver’s own writes among it: it does not start' : ''}.`,
          evidence: own.map(({ webhook, what }) => ({
            object: refOf(configuration),
            values: { webhook, certificates: what },
          })),
          explain:
            'kube-apiserver trusts a webhook by the certificates in its caBundle alone. Where none of them holds, no pod behind it can help.',
          remediate: [
            {
              title: 'Let the product, or cert-manager’s CA injector, write the bundle anew',
              run: `kubectl get ${configuration.kind.toLowerCase()} ${configuration.metadata.name} -o jsonpath='{.webhooks[0].clientConfig.caBundle}' | base64 -d | openssl x509 -noout -subject -enddate`,
            },
          ],
          rescue: stopsServer
            ? [
                {
                  title:
                    'Save and delete the configuration while kube-apiserver is up for its first seconds: holdshort rescue',
                },
              ]
            : [],
          source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
        },
        path,
      );
    });
  });
}

function badWebhooks(configuration: KubeObject, now: number): readonly Bad[] {
  return listOf(configuration.webhooks).flatMap((item): readonly Bad[] => {
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
            webhook: name,
            what: `the certificates of its caBundle ended on ${day}`,
            isSoon: false,
          },
        ]
      : [
          {
            configuration,
            webhook: name,
            what: `the certificates of its caBundle end on ${day}`,
            isSoon: true,
          },
        ];
  });
}

/** Whether the new API server's own writes pass through a configuration that refuses whatever it is asked. */
function stopsApiServer(
  configuration: KubeObject,
  { facts, path, distribution, knowledge }: RuleContext,
): boolean {
  const alone: FactReader = {
    ...facts,
    objects: (key) =>
      KEYS.includes(key)
        ? known(key.startsWith(configuration.kind.slice(0, 3).toLowerCase()) ? [configuration] : [])
        : facts.objects(key),
  };
  const { findings } = examineWrites(knowledge.writes, path, alone, { backends: 'down', distribution });
  return findings.some(
    ({ hazard, severity, outcome }) =>
      hazard === 'control-plane-write-denied' && severity === 'blocker' && outcome === 'hit',
  );
}
