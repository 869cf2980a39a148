import type { AdmissionPlugin, Practice } from './practice.ts';

/** k3s and RKE2: flags of the embedded or static API server come from a drop-in of the installer's configuration. */
export function rancherPractice(name: 'k3s' | 'rke2'): Practice {
  const service = name === 'k3s' ? 'k3s' : 'rke2-server';
  const folder = `/etc/rancher/${name}/config.yaml.d`;
  const file = `${folder}/99-rescue.yaml`;
  const kubectl = name === 'k3s' ? 'k3s kubectl' : 'kubectl';
  return {
    kubectl: `${kubectl} --server "$SERVER"`,
    look: () => ({
      title: 'See why it does not start, on a server node',
      run: [
        `journalctl -u ${service} --since -10min | grep -E 'webhook|denied|poststarthook|PostStartHook|fatal|level=error' | tail -n 50`,
        ...(name === 'rke2'
          ? ['tail -n 50 /var/log/pods/kube-system_kube-apiserver-*/kube-apiserver/*.log']
          : []),
      ].join('\n'),
    }),
    reach: () => ({
      title: 'Talk to the API server of this node, as root on a server node',
      run: `export KUBECONFIG=/etc/rancher/${name}/${name}.yaml SERVER=https://127.0.0.1:6443${name === 'rke2' ? ' PATH=$PATH:/var/lib/rancher/rke2/bin' : ''}`,
    }),
    breakGlass: (plugins: readonly AdmissionPlugin[]) => [
      {
        title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every server node`,
        run: [
          `mkdir -p ${folder}`,
          `printf 'kube-apiserver-arg+:\\n  - disable-admission-plugins=${plugins.join(',')}\\n' > ${file}`,
          `systemctl restart ${service}`,
        ].join('\n'),
        verify: `${kubectl} --server "$SERVER" get --raw /readyz`,
        note:
          // Arguments on the service's own command line take the place of a list in the files (docs.k3s.io/installation/configuration).
          `Where the service itself is started with --kube-apiserver-arg (grep kube-apiserver-arg /etc/systemd/system/${service}.service), the file is passed over: add it there instead. Take the plugins out of enable-admission-plugins where they are named there: with a plugin in both the server refuses to start. Nothing that these plugins enforce is enforced meanwhile.`,
        undo: `rm ${file} && systemctl restart ${service}`,
      },
    ],
    editFlag: `Change kube-apiserver-arg in /etc/rancher/${name}/config.yaml on every server node and restart ${service}.`,
    doNot: [
      `Do not run the uninstall script or ${name} server --cluster-reset: the first throws the node away, the second the other members.`,
      'Do not upgrade the next server until this one is ready.',
    ],
  };
}
