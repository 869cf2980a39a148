import { type Fields, fieldsOf } from '../facts/fields.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { ComponentName, FlagSetting, GateSetting } from './component.ts';
import { gatesOfConfig } from './feature-gate-settings.ts';
import { scalarText } from './read-document.ts';

/** Where a ClusterConfiguration keeps the flags of each component. */
const SECTIONS: readonly { readonly path: readonly string[]; readonly component: ComponentName }[] = [
  { path: ['apiServer'], component: 'kube-apiserver' },
  { path: ['controllerManager'], component: 'kube-controller-manager' },
  { path: ['scheduler'], component: 'kube-scheduler' },
  { path: ['etcd', 'local'], component: 'etcd' },
];

/** The flags a ClusterConfiguration adds; kubeadm writes them into each manifest it makes, so the next version gets them too. */
export function flagsOfClusterConfiguration(document: Fields, configMap: KubeObject): readonly FlagSetting[] {
  return SECTIONS.flatMap(({ path, component }) => {
    const section = path.reduce<Fields>((fields, name) => fieldsOf(fields[name]), document);
    return extraArgs(section.extraArgs).map(([name, value]) => ({
      component,
      name: name.replace(/^-+/, '').replaceAll('_', '-'),
      value,
      place: {
        object: refOf(configMap),
        field: `ClusterConfiguration.${path.join('.')}.extraArgs.${name}`,
      },
    }));
  });
}

/** The gates of kubeadm itself. */
export function gatesOfClusterConfiguration(document: Fields, configMap: KubeObject): readonly GateSetting[] {
  return gatesOfConfig('kubeadm', document, {
    object: refOf(configMap),
    field: 'ClusterConfiguration.featureGates',
  });
}

/** A mapping up to v1beta3, a list of name and value from v1beta4 on, where a name may come twice. */
function extraArgs(value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const { name, value: text } = fieldsOf(item);
      return typeof name === 'string' ? [[name, scalarText(text)] as const] : [];
    });
  }
  return Object.entries(fieldsOf(value)).map(([name, text]) => [name, scalarText(text)] as const);
}
