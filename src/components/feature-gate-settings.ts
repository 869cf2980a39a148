import { type Fields, fieldsOf } from '../facts/fields.ts';
import type { FlagSetting, GateSetting, Place } from './component.ts';
import { scalarText } from './read-document.ts';

/** As Go's strconv.ParseBool reads truth. */
const TRUTH: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'TRUE', 'true', 'True'].map((text) => [text, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'FALSE', 'false', 'False'].map((text) => [text, false])),
};

/**
 * The gates of Kubernetes that `--feature-gates` flags set; the flag may be repeated, and within one place the last word counts. That of
 * etcd 3.6 and newer names gates of etcd.
 */
export function gatesOfFlags(flags: readonly FlagSetting[]): readonly GateSetting[] {
  const gates = new Map<string, GateSetting>();
  for (const { component, name, value, place } of flags) {
    if (name !== 'feature-gates' || component === 'etcd') continue;
    for (const part of value.split(',')) {
      const equals = part.indexOf('=');
      const gate = gateName(equals === -1 ? part : part.slice(0, equals));
      if (gate === '') continue;
      const key = JSON.stringify([component, place, gate]);
      gates.set(key, gateOf(component, gate, equals === -1 ? '' : part.slice(equals + 1).trim(), place));
    }
  }
  return [...gates.values()];
}

/** The gates of a configuration's `featureGates` mapping. */
export function gatesOfConfig(
  component: GateSetting['component'],
  document: Fields,
  place: Place,
): readonly GateSetting[] {
  return Object.entries(fieldsOf(document.featureGates)).map(([name, value]) =>
    gateOf(component, name, scalarText(value), place),
  );
}

function gateOf(component: GateSetting['component'], name: string, text: string, place: Place): GateSetting {
  const value = Object.hasOwn(TRUTH, text) ? TRUTH[text] : undefined;
  return { component, name, text, ...(value === undefined ? {} : { value }), place };
}

/** From 1.31 on a gate may name its component: `kube:Name` is the same as `Name` (component-base, compatibility/registry.go). */
function gateName(text: string): string {
  return text.trim().replace(/^kube:/, '');
}
