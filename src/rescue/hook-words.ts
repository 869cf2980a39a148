import type { FailedHook } from './log-reading.ts';

/** What the start-up hooks of kube-apiserver write, so that a failed one tells what was refused (Kubernetes 1.36, `pkg/controlplane/instance.go` and below). */
const WRITES: Readonly<Record<string, string>> = {
  'rbac/bootstrap-roles': 'brings cluster roles and their bindings up to date, and has 30 s for it',
  'start-service-ip-repair-controllers':
    'needs the default ServiceCIDR and one IPAddress for each ClusterIP, and has 60 s for them',
  'start-kubernetes-service-cidr-controller': 'creates the default ServiceCIDR',
  'scheduling/bootstrap-system-priority-classes':
    'creates the two system PriorityClasses, and has 30 s for it',
  'priority-and-fairness-config-producer':
    'brings FlowSchemas and PriorityLevelConfigurations up to date, and has 5 min for it',
  'ca-registration': 'writes ConfigMap kube-system/extension-apiserver-authentication',
  'autoregister-completion': 'waits for the APIService of every API version that the release serves',
  'apiservice-registration-controller': 'watches APIServices',
  'crd-informer-synced': 'waits until CustomResourceDefinitions can be listed, which needs etcd',
  'informer-sync': 'waits until its informers have listed what they need, which needs etcd',
  etcd: 'asks etcd for its health',
  'etcd-readiness': 'asks etcd for its health',
};

/** What a failed hook means, as a sentence. */
export function hookSentence({ name, because, fate }: FailedHook): string {
  const does = WRITES[name];
  const what = does === undefined ? '' : ` It ${does}.`;
  return fate === 'exits'
    ? `The start-up hook ${name} failed and ended the process: ${because}.${what}`
    : `The check ${name} was not passed, so the server is not ready.${what}`;
}
