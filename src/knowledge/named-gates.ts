import { detectorsIn } from '../detectors/detect.ts';
import type { FieldPath } from './field-path.ts';
import type { HazardFile } from './shapes/hazard.ts';
import { textsIn } from './texts-in.ts';

/** A feature gate that a hazard names. */
export interface NamedGate {
  readonly name: string;
  readonly field: FieldPath;
  /** Whose gate it must be; absent where the text does not say. */
  readonly component?: string;
  /** Whether the hazard looks for it, or only speaks of it. */
  readonly use: 'looked for' | 'advised';
}

/** The documents of kube-system that hold gates, and whose they are. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'kubelet-config': 'kubelet',
  'kubeadm-config': 'kubeadm',
  'kube-proxy': 'kube-proxy',
};

/** Every gate that a hazard's detection looks for, and every one that its texts give as --feature-gates=…. */
export function namedGates(hazard: HazardFile): readonly NamedGate[] {
  const { detect, message, explain, remediate, rescue } = hazard;
  const advised = [...textsIn({ message, explain, remediate, rescue })].flatMap(({ field, text }) =>
    [...text.matchAll(/--feature-gates=([A-Za-z0-9=,]+)/g)]
      .flatMap(([, list = '']) => list.split(','))
      .flatMap((part) => /^([A-Za-z][A-Za-z0-9]*)=/.exec(part)?.[1] ?? [])
      .map((name) => ({ name, field, use: 'advised' as const })),
  );
  return [...detectorsIn(detect).flatMap(gatesOf), ...advised];
}

function gatesOf({ name, params, field }: ReturnType<typeof detectorsIn>[number]): readonly NamedGate[] {
  const component = ownerOf(name, params);
  if (component === undefined) return [];
  return [...textsIn(params)].flatMap(({ field: below, text }) =>
    gatesIn(text).map((gate) => ({
      name: gate,
      field: ['detect', ...field, ...below],
      component,
      use: 'looked for' as const,
    })),
  );
}

/** Whose gates a detector reads; undefined where it reads none. */
function ownerOf(name: string, params: unknown): string | undefined {
  const { component, flag, flags, name: document } = (params ?? {}) as Readonly<Record<string, unknown>>;
  if (name === 'kubelet-config') return 'kubelet';
  if (name === 'config-document' && typeof document === 'string') return DOCUMENTS[document];
  const readsGates = flag === 'feature-gates' || (Array.isArray(flags) && flags.includes('feature-gates'));
  return readsGates && typeof component === 'string' ? component : undefined;
}

/** `Name=true`, `featureGates.Name`, `featureGates['Name']`, `'Name' in config.featureGates`. */
function gatesIn(text: string): readonly string[] {
  const forms = [
    /\b([A-Z][A-Za-z0-9]{0,99})=(?:true|false)/g,
    /featureGates\.([A-Z][A-Za-z0-9]{0,99})/g,
    /featureGates\[['"]([A-Z][A-Za-z0-9]{0,99})['"]\]/g,
    /['"]([A-Z][A-Za-z0-9]{0,99})['"] in [\w.]{0,100}featureGates/g,
  ];
  return [...new Set(forms.flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name)))];
}
