import type { FlagSetting } from '../components/component.ts';

/** One entry of --runtime-config. */
export interface RuntimeConfigEntry {
  /** `group/version`, `group/version/resource`, `api/all`, `api/alpha`. */
  readonly name: string;
  /** As it is written; empty where only the name stands there, which means true. */
  readonly value: string;
}

/** The entries of kube-apiserver's --runtime-config; it may be given more than once. */
export function runtimeConfigEntries(flags: readonly FlagSetting[]): readonly RuntimeConfigEntry[] {
  return flags.filter(isRuntimeConfig).flatMap(entriesOf);
}

/** Whether a flag is kube-apiserver's --runtime-config. */
export function isRuntimeConfig({ component, name }: FlagSetting): boolean {
  return component === 'kube-apiserver' && name === 'runtime-config';
}

/** The entries of one such flag. */
export function entriesOf({ value }: FlagSetting): readonly RuntimeConfigEntry[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [name = '', value = ''] = entry.split('=');
      return { name, value };
    });
}

/** Whether --runtime-config switches a version of a resource on, itself or with all of its kind. */
export function switchesOn(
  flags: readonly FlagSetting[],
  group: string,
  version: string,
  resource: string,
): boolean {
  const own = `${group}/${version}`;
  const maturity = /alpha/.test(version) ? ['api/alpha'] : /beta/.test(version) ? ['api/beta'] : ['api/ga'];
  const names = [own, `${own}/${resource}`, 'api/all', ...maturity];
  return runtimeConfigEntries(flags).some(
    ({ name, value }) => names.includes(name) && !/^(?:0|f|false)$/i.test(value),
  );
}
