import type { ConfiguredComponent } from './component-objects.ts';
import { type Argument, isMapping, type Mapping, type Misfit, SettingsReader } from './fields.ts';
import type { Parsed } from './installer-settings.ts';

/** What one Talos machine configuration says of Kubernetes on its machine. */
export interface TalosMachine {
  readonly type: 'controlplane' | 'worker';
  readonly hostname?: string;
  /** Release of the installer image, `1.11.5`. */
  readonly installer?: string;
  readonly form: 'legacy' | 'documents';
  readonly components: readonly ConfiguredComponent[];
  readonly kubelet: {
    readonly image: string | undefined;
    readonly args: readonly Argument[];
    readonly config: Mapping;
  };
}

type ComponentName = ConfiguredComponent['name'];

/** Where the one-document form keeps each component, and the kind of its own document from Talos 1.14 on. */
const PLACES: readonly { readonly name: ComponentName; readonly field: string; readonly kind: string }[] = [
  { name: 'kube-apiserver', field: 'apiServer', kind: 'KubeAPIServerConfig' },
  { name: 'kube-controller-manager', field: 'controllerManager', kind: 'KubeControllerManagerConfig' },
  { name: 'kube-scheduler', field: 'scheduler', kind: 'KubeSchedulerConfig' },
  { name: 'kube-proxy', field: 'proxy', kind: 'KubeProxyConfig' },
];
const KUBELET_KIND = 'KubeletConfig';
const HOSTNAME_KIND = 'HostnameConfig';

/**
 * Reads a Talos machine configuration: the v1alpha1 document, and the documents beside it that Talos 1.14 has for each component
 * (Talos 1.14, `pkg/machinery/config/types`). Only what is named here is looked at: the rest holds the secrets of the cluster.
 */
export function readTalosFile(documents: readonly unknown[]): Parsed<TalosMachine> {
  const misfits: Misfit[] = [];
  const readers = new Map<string, SettingsReader>();
  documents.forEach((document, index) => {
    if (document === undefined || document === null) return;
    if (!isMapping(document)) {
      misfits.push({ document: index, path: [], what: 'must be a mapping' });
      return;
    }
    const reader = new SettingsReader(document, index);
    const kind = reader.text('kind') ?? '';
    const version = reader.text(kind === '' ? 'version' : 'apiVersion');
    if (version !== 'v1alpha1') {
      reader.misfit(
        [kind === '' ? 'version' : 'apiVersion'],
        'must be v1alpha1, as in every Talos machine configuration',
      );
    }
    if (kind === '' && document.machine === undefined && document.cluster === undefined) {
      reader.misfit([], 'has neither machine nor cluster, so it is no machine configuration');
    }
    if (readers.has(kind) && (kind === '' || PLACES.some((place) => place.kind === kind))) {
      reader.misfit(['kind'], 'comes twice in this file');
    }
    readers.set(kind, reader);
  });
  const main = readers.get('') ?? new SettingsReader({}, 0);
  if (readers.size === 0 && misfits.length === 0) {
    misfits.push({ document: 0, path: [], what: 'holds no document' });
  }
  const components = PLACES.flatMap(({ name, field, kind }) =>
    componentOf(name, field, main, readers.get(kind)),
  );
  const value: TalosMachine = {
    type: typeOf(main),
    ...hostnameOf(main, readers.get(HOSTNAME_KIND)),
    ...installerOf(main),
    form: readers.has('KubeAPIServerConfig') ? 'documents' : 'legacy',
    components,
    kubelet: kubeletOf(main, readers.get(KUBELET_KIND)),
  };
  misfits.push(...[main, ...readers.values()].flatMap((reader) => reader.misfits));
  const unique = [...new Map(misfits.map((one) => [JSON.stringify(one), one])).values()];
  return unique.length > 0 ? { misfits: unique } : { value };
}

/** Talos refuses the same component in both forms. */
function componentOf(
  name: ComponentName,
  field: string,
  main: SettingsReader,
  own: SettingsReader | undefined,
): readonly ConfiguredComponent[] {
  const legacy = main.mapping('cluster', field);
  if (own !== undefined) {
    if (Object.keys(legacy).length > 0) {
      own.misfit(['kind'], `has the settings that cluster.${field} has too; Talos takes one of them only`);
    }
    return [{ name, image: own.text('image'), args: own.args('mapping', 'extraArgs') }];
  }
  const image = main.text('cluster', field, 'image');
  const args = main.args('mapping', 'cluster', field, 'extraArgs');
  return image === undefined && args.length === 0 ? [] : [{ name, image, args }];
}

function kubeletOf(main: SettingsReader, own: SettingsReader | undefined): TalosMachine['kubelet'] {
  if (own !== undefined) {
    return {
      image: own.text('image'),
      args: own.args('mapping', 'extraArgs'),
      config: own.mapping('extraConfig'),
    };
  }
  return {
    image: main.text('machine', 'kubelet', 'image'),
    args: main.args('mapping', 'machine', 'kubelet', 'extraArgs'),
    config: main.mapping('machine', 'kubelet', 'extraConfig'),
  };
}

/** `init` is what the first control plane was called until Talos 1.0. */
function typeOf(main: SettingsReader): TalosMachine['type'] {
  const type = main.text('machine', 'type');
  if (type === 'worker' || type === 'join') return 'worker';
  if (type !== undefined && type !== 'controlplane' && type !== 'init') {
    main.misfit(['machine', 'type'], 'must be controlplane or worker');
  }
  return 'controlplane';
}

function hostnameOf(main: SettingsReader, own: SettingsReader | undefined): { readonly hostname?: string } {
  const hostname = own?.text('hostname') ?? main.text('machine', 'network', 'hostname');
  return hostname === undefined ? {} : { hostname };
}

function installerOf(main: SettingsReader): { readonly installer?: string } {
  const release = /:v(\d+\.\d+\.\d+[\w.-]*)/.exec(main.text('machine', 'install', 'image') ?? '')?.[1];
  return release === undefined ? {} : { installer: release };
}
