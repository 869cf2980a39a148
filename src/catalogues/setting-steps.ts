import type { Step } from '../assessment/finding.ts';

/** A word on a component's command line, or in its configuration, that has to go. */
export interface UnwantedSetting {
  /** Whose setting it is. */
  readonly component: string;
  /** `the gate StatefulSetStartOrdinal`, `the flag --cloud-provider`. */
  readonly what: string;
  /** What to search for. */
  readonly word: string;
}

/** Where ClusterConfiguration and Talos' machine configuration keep the flags of a component. */
const SECTIONS: Readonly<Record<string, string>> = {
  'kube-apiserver': 'apiServer',
  'kube-controller-manager': 'controllerManager',
  'kube-scheduler': 'scheduler',
};

/** How to take a setting out before the upgrade. */
export function removalSteps(setting: UnwantedSetting, distribution: string): readonly Step[] {
  const { component, what, word } = setting;
  const section = SECTIONS[component];
  if (section !== undefined) return controlPlaneSteps(setting, section, distribution);
  const own = distribution === 'talos' ? talosNodeStep(setting) : undefined;
  if (own !== undefined) return [own];
  if (!likeKubeadm(distribution))
    return [{ title: `Take ${what} out of what ${distribution} gives ${component}` }];
  switch (component) {
    case 'kubelet':
      return [
        {
          title: `Take ${what} out of ConfigMap kube-system/kubelet-config, and out of every node's own configuration`,
          run: 'kubectl -n kube-system edit configmap kubelet-config',
          verify: `kubectl -n kube-system get configmap kubelet-config -o yaml | grep -c ${word}   # 0 when it is gone`,
          note: 'On each node, `kubeadm upgrade node phase kubelet-config` writes it to /var/lib/kubelet/config.yaml; then restart the kubelet.',
        },
      ];
    case 'kube-proxy':
      return [
        {
          title: `Take ${what} out of ConfigMap and DaemonSet kube-system/kube-proxy`,
          run: 'kubectl -n kube-system edit configmap kube-proxy\nkubectl -n kube-system edit daemonset kube-proxy\nkubectl -n kube-system rollout restart daemonset kube-proxy',
          verify: 'kubectl -n kube-system rollout status daemonset kube-proxy',
        },
      ];
    case 'kubeadm':
      return [
        {
          title: `Take ${what} out of ClusterConfiguration.featureGates in ConfigMap kube-system/kubeadm-config`,
          run: 'kubectl -n kube-system edit configmap kubeadm-config',
          verify: `kubectl -n kube-system get configmap kubeadm-config -o yaml | grep -c ${word}   # 0 when it is gone`,
        },
      ];
    default:
      return [{ title: `Take ${what} out of the settings of ${component}` }];
  }
}

/** How to get a component back that did not start for a setting. */
export function revivalSteps(setting: UnwantedSetting, distribution: string): readonly Step[] {
  const { component, what } = setting;
  if (component === 'kube-proxy') return removalSteps(setting, distribution);
  if (component === 'kubelet' && distribution === 'talos') return removalSteps(setting, distribution);
  if (component === 'kubeadm') {
    return [{ title: `Nothing was changed yet: take ${what} out of the ConfigMap, and run kubeadm again` }];
  }
  if (!likeKubeadm(distribution) && distribution !== 'talos') {
    return [{ title: `Take ${what} out of what ${distribution} gives ${component}, and start it again` }];
  }
  if (component === 'kubelet') {
    return [
      {
        title: `On each node that did not come back, take ${what} out of the kubelet's configuration and start it again`,
        run: 'vi /var/lib/kubelet/config.yaml\nsystemctl restart kubelet',
      },
    ];
  }
  if (distribution === 'talos') {
    return [
      {
        title: `Take ${what} out of the machine configuration; Talos' own API works without Kubernetes`,
        run: 'talosctl -n <control-plane-node> edit machineconfig',
        verify: `talosctl -n <control-plane-node> containers -k | grep ${component}`,
      },
    ];
  }
  return [
    {
      title: `On the control-plane node, take ${what} out of the static pod's manifest; the kubelet starts it again without the API`,
      run: `vi /etc/kubernetes/manifests/${component}.yaml`,
      verify: `crictl ps --name ${component}`,
      note: 'kubeadm puts the old manifest back by itself when the new pod does not come up; a patch folder must be mended before the next try.',
    },
  ];
}

/** How the pods of a component are found in kube-system, by installer; others run none there. */
const PODS: Readonly<Record<string, (component: string) => string>> = {
  kubeadm: (component) => ` -l component=${component}`,
  kind: (component) => ` -l component=${component}`,
  rke2: (component) => ` -l component=${component}`,
  talos: (component) => ` -l k8s-app=${component}`,
  kops: (component) => ` -l k8s-app=${component}`,
  unknown: () => '',
};

function controlPlaneSteps(
  { component, what, word }: UnwantedSetting,
  section: string,
  distribution: string,
): readonly Step[] {
  const labels = PODS[distribution];
  // Where the installer runs no such pods in kube-system the count would be 0 at any time.
  const verify =
    labels === undefined
      ? undefined
      : `kubectl -n kube-system get pods${labels(component)} -o yaml | grep -c ${word}   # 0 when it is gone`;
  const talos: Step = {
    title: `Take ${what} out of cluster.${section}.extraArgs in the machine configuration of every control-plane node`,
    run: 'talosctl -n <control-plane-node> edit machineconfig',
    verify,
  };
  const kubeadm: readonly Step[] = [
    {
      title: `Take ${what} out of ${section}.extraArgs in ConfigMap kube-system/kubeadm-config: kubeadm makes the next manifests from it`,
      run: 'kubectl -n kube-system edit configmap kubeadm-config',
    },
    {
      title: `Take it out of the manifest on every control-plane node, one node after the other, and out of any folder of patches`,
      run: `vi /etc/kubernetes/manifests/${component}.yaml`,
      verify,
    },
  ];
  if (distribution === 'talos') return [talos];
  if (distribution === 'kubeadm' || distribution === 'kind') return kubeadm;
  return [
    {
      title: `Take ${what} out of what the installer gives ${component}`,
      verify,
      note: `kubeadm keeps it in ConfigMap kubeadm-config and in /etc/kubernetes/manifests, Talos in cluster.${section}.extraArgs.`,
    },
  ];
}

/** Whether nodes are kept as kubeadm keeps them; where nobody knows the installer that is the likeliest. */
function likeKubeadm(distribution: string): boolean {
  return ['kubeadm', 'kind', 'unknown'].includes(distribution);
}

/** Talos keeps the settings of a node in its machine configuration, and shows what it made of them (Talos 1.14, `KubeletSpec`). */
function talosNodeStep({ component, what, word }: UnwantedSetting): Step | undefined {
  switch (component) {
    case 'kubelet':
      return {
        title: `Take ${what} out of machine.kubelet, or of the document KubeletConfig, in the machine configuration of every node`,
        run: 'talosctl -n <node> edit machineconfig',
        verify: `talosctl -n <node> get kubeletspec -o yaml | grep -c ${word}   # 0 when it is gone`,
      };
    case 'kube-proxy':
      return {
        title: `Take ${what} out of cluster.proxy, or of the document KubeProxyConfig, in the machine configuration of every control-plane node, and out of the DaemonSet`,
        run: 'talosctl -n <control-plane-node> edit machineconfig\nkubectl -n kube-system edit daemonset kube-proxy',
        verify: 'kubectl -n kube-system rollout status daemonset kube-proxy',
        note: 'Talos makes the DaemonSet from its configuration in upgrade-k8s, and leaves a changed one alone until then.',
      };
    default:
      return undefined;
  }
}
