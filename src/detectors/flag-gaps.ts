import type { ComponentName } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';

/** Why a component may have flags that are not seen: command lines that are hidden, and what kubeadm's configuration adds to the next ones. */
export function flagGaps({ unseen }: ComponentSettings, component: ComponentName): readonly string[] {
  return unseen
    .filter((one) => one.component === component || one.component === 'kubeadm')
    .map(({ because }) => because);
}
