import type { Assessment } from '../../../src/assessment/assessment.ts';
import { EMPTY, findingOf } from './base.ts';

const HOP = { from: '1.33.4', to: '1.34.11' };

/** A check of files: nothing bad was seen, and much was not seen at all. */
export const UNDETERMINED: Assessment = {
  ...EMPTY,
  cluster: {
    name: 'manifests/prod',
    origin: 'files',
    distribution: 'unknown',
    topology: 'nodes not known',
    digest: 'sha256:11aa5c0d6a1e48f7b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0',
  },
  knowledge: {
    version: '2026.11.22',
    horizon: '1.37',
    packs: [{ name: 'acme-platform', version: '7', digest: 'sha256:0c0ffee0' }],
  },
  backends: 'down',
  verdict: 'UNDETERMINED',
  reason: 'No blocker was seen, but a webhook and the nodes could not be judged, and either may hide one.',
  exitCode: 3,
  from: '1.33.4',
  to: '1.34.11',
  path: [HOP],
  findings: [
    findingOf({
      id: 'control-plane-write-unknown/validation.gatekeeper.sh',
      hazard: 'control-plane-write-unknown',
      title: 'kube-apiserver may not become ready: it is not known whether Gatekeeper stops its writes',
      outcome: 'unknown',
      severity: 'blocker',
      confidence: 'reproduced',
      category: 'control-plane-write',
      component: 'kube-apiserver',
      hop: HOP,
      message:
        'If Gatekeeper refuses the new APIService, kube-apiserver 1.34 keeps running and never becomes ready.',
      because: [
        'the matchCondition exclude-known-users could not be evaluated: it asks the authorizer',
        'namespaces are not among the files',
      ],
      explain: 'kube-apiserver reports ready only once every built-in APIService is registered.',
      evidence: [
        {
          object: {
            kind: 'ValidatingWebhookConfiguration',
            name: 'gatekeeper-validating-webhook-configuration',
          },
          values: { webhook: 'validation.gatekeeper.sh', failurePolicy: 'Fail' },
        },
      ],
      writes: [
        {
          actor: 'kube-apiserver',
          user: 'system:apiserver',
          operation: 'CREATE',
          resource: 'apiservices.apiregistration.k8s.io',
          kind: 'APIService',
          names: ['v1.resource.k8s.io'],
          webhook: 'validation.gatekeeper.sh',
          outcome: 'unknown',
          because: 'a matchCondition could not be evaluated',
          ifDenied: 'the process runs and never becomes ready',
          hop: HOP,
        },
        {
          actor: 'kube-apiserver',
          user: 'system:apiserver',
          operation: 'CREATE',
          resource: 'events.events.k8s.io',
          kind: 'Event',
          namespace: 'default',
          names: ['*'],
          webhook: 'validation.gatekeeper.sh',
          outcome: 'delayed',
          because: 'it fails open after 3 s each',
          ifDenied: 'nothing else',
          hop: HOP,
        },
      ],
      stoppedBy: [
        {
          type: 'validating webhook',
          name: 'validation.gatekeeper.sh',
          configuration: 'gatekeeper-validating-webhook-configuration',
          backend: 'gatekeeper-system/gatekeeper-webhook-service',
          inCluster: true,
        },
      ],
      remediate: [
        {
          title: 'Check the live cluster, where the condition can be decided',
          run: 'holdshort check --to 1.34.11',
        },
        {
          title: 'Or exempt kube-apiserver',
          run: "kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: example\nEOF",
        },
      ],
      rescue: [
        {
          title: 'Delete the webhook configuration',
          run: 'kubectl delete validatingwebhookconfiguration gatekeeper-validating-webhook-configuration',
        },
      ],
    }),
  ],
  questions: [
    {
      hazard: 'single-control-plane',
      title: 'How many control planes',
      question: 'How many control-plane nodes does this cluster have?',
      how: 'kubectl get nodes -l node-role.kubernetes.io/control-plane',
      severity: 'blocker',
    },
  ],
  notChecked: [
    {
      what: 'nodes',
      because: 'no Node is among the files',
      next: 'Take a snapshot: holdshort snapshot -o FILE.',
      mayHideBlocker: true,
    },
    { what: 'deprecated-API metrics', because: 'files have none', mayHideBlocker: false },
  ],
};
