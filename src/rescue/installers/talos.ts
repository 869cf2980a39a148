import type { Step } from '../../assessment/finding.ts';
import type { AdmissionPlugin, Practice, Situation } from './practice.ts';

const NODE = '<control-plane-node>';
const PATCH = `talosctl -n ${NODE} patch mc --mode=no-reboot`;

/** The first Talos release whose kube-apiserver can have a document of its own. */
const DOCUMENTS_SINCE = 14;

/** Talos: its own API does not need kube-apiserver, so the machine configuration can always be changed (Talos 1.8 to 1.14). */
export const TALOS: Practice = {
  kubectl: 'kubectl --server "$SERVER"',
  look: () => ({
    title: 'See why it does not start',
    run: [
      `talosctl -n ${NODE} containers -k`,
      `talosctl -n ${NODE} logs -k kube-system/kube-apiserver-<node>:kube-apiserver:<id> --tail 50`,
    ].join('\n'),
    note: 'The first command gives the name for the second. The last line that begins with F says what ended it; lines with "failed calling webhook" or "denied the request" name who refused.',
  }),
  reach: () => ({
    title: 'Talk to the API server of one control-plane node',
    run: [
      `talosctl -n ${NODE} kubeconfig ./rescue-kubeconfig --merge=false --force`,
      `export KUBECONFIG=$PWD/rescue-kubeconfig SERVER=https://${NODE}:6443`,
    ].join('\n'),
    note: 'The shared endpoint may lead to no server, or to one that is not ready.',
  }),
  breakGlass,
  rollBack,
  editFlag: `Change cluster.apiServer.extraArgs with ${PATCH}, or, where a KubeAPIServerConfig document exists (Talos 1.14 on), its extraArgs.`,
  doNot: [
    'Do not run talosctl reset or talosctl bootstrap: the first wipes the node, the second starts a new etcd.',
    'Do not reboot control-plane nodes one after the other: it changes nothing about the refused writes, and etcd may lose its quorum.',
    'Do not use both forms: a KubeAPIServerConfig document beside cluster.apiServer is refused.',
    'Do not leave the change to GitOps alone: whatever applied the new images applies them again. Pause it first.',
  ],
};

function breakGlass(plugins: readonly AdmissionPlugin[], situation: Situation): readonly Step[] {
  switch (formOf(situation)) {
    case 'legacy':
      return [legacy(plugins, '')];
    case 'documents':
      return [documents(plugins, '')];
    case 'either': {
      const tell: Step = {
        title: 'Find out which form this machine configuration has',
        run: `talosctl -n ${NODE} get mc v1alpha1 -o jsonpath='{.spec}' | grep -E 'kind: KubeAPIServerConfig|apiServer:'`,
        note: '"kind: KubeAPIServerConfig" means the document form, "apiServer:" alone the older one. Only one of the next two steps works; the other is refused.',
      };
      return [tell, legacy(plugins, ' (older form)'), documents(plugins, ' (document form)')];
    }
  }
}

/** Up to 1.13 there is one form; from 1.14 on the machine configuration itself must tell. */
function formOf({ release, talosForm }: Situation): 'legacy' | 'documents' | 'either' {
  if (talosForm !== undefined) return talosForm;
  const minor = /^v?1\.(\d+)/.exec(release ?? '')?.[1];
  return minor !== undefined && Number(minor) < DOCUMENTS_SINCE ? 'legacy' : 'either';
}

function legacy(plugins: readonly AdmissionPlugin[], form: string): Step {
  const patch = (value: unknown) =>
    `'${JSON.stringify({ cluster: { apiServer: { extraArgs: { 'disable-admission-plugins': value } } } })}'`;
  return {
    title: `${titleOf(plugins)}${form}`,
    run: `${PATCH} -p ${patch(plugins.join(','))}`,
    verify: VERIFY,
    note: NOTE,
    undo: `${PATCH} -p ${patch({ $patch: 'delete' })}`,
  };
}

function documents(plugins: readonly AdmissionPlugin[], form: string): Step {
  const document = (value: string) =>
    [
      `${PATCH} -p "$(cat <<'EOF'`,
      'apiVersion: v1alpha1',
      'kind: KubeAPIServerConfig',
      'extraArgs:',
      `  disable-admission-plugins: ${value}`,
      'EOF',
      ')"',
    ].join('\n');
  return {
    title: `${titleOf(plugins)}${form}`,
    run: document(plugins.join(',')),
    verify: VERIFY,
    note: NOTE,
    undo: document('{$patch: delete}'),
  };
}

function titleOf(plugins: readonly AdmissionPlugin[]): string {
  return `Start kube-apiserver once without ${plugins.join(' and ')}, on every control-plane node`;
}

const VERIFY = `talosctl -n ${NODE} containers -k; kubectl --server "$SERVER" get --raw /readyz`;
const NOTE =
  'No reboot is needed. It takes the place of a value that is already set: name the plugins of that one too; and take them out of enable-admission-plugins: with a plugin in both the server refuses to start. Nothing that these plugins enforce is enforced meanwhile. With --mode=try --timeout=10m Talos takes it back by itself.';

function rollBack({ from, talosForm }: Situation): Step {
  const tag = from === undefined ? '<version before>' : /^\d+\.\d+$/.test(from) ? `${from}.<patch>` : from;
  const images = {
    apiServer: 'kube-apiserver',
    controllerManager: 'kube-controller-manager',
    scheduler: 'kube-scheduler',
  };
  const cluster = Object.fromEntries(
    Object.entries(images).map(([field, image]) => [field, { image: `registry.k8s.io/${image}:v${tag}` }]),
  );
  return {
    title: `Or take this node's control plane back to ${tag}`,
    run:
      talosForm === 'documents'
        ? `# set image: registry.k8s.io/<component>:v${tag} in KubeAPIServerConfig, KubeControllerManagerConfig and KubeSchedulerConfig, each with\n${PATCH} -p @<file>`
        : `${PATCH} -p '${JSON.stringify({ cluster })}'`,
    verify: `talosctl -n ${NODE} get staticpods; kubectl --server "$SERVER" version`,
    note: 'Safe while the new version has stored nothing that the old one cannot read. Use your own registry where the images come from there. etcd belongs to Talos itself and does not change.',
    undo: 'talosctl -n <control-plane-node> upgrade-k8s --to <target>   # again, once the cause is mended; it is safe to repeat',
  };
}
