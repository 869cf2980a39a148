import type { Addon } from '../knowledge/shapes/addon.ts';

/** What it means to be beyond a list, by what the list is a list of. */
export const EXPLAIN: Readonly<Record<Addon['claim'] | 'follows', string>> = {
  tested:
    'Beyond the versions it is tested on, an add-on may well work; nobody has looked. APIs that a new minor no longer serves, or serves with other defaults, are the usual reason why one stops.',
  supported:
    'Beyond the versions it is supported on, an add-on may well work, but its authors neither test it nor mend what is found there.',
  recommended:
    'The list names the combinations that are tested most. An older patch may work as well; what it lacks are the fixes that were made for the newer kubelets.',
  follows:
    'It is built from the code of one Kubernetes minor and released with it. One minor apart usually works for the time of an upgrade; it is not meant to stay so.',
};
