import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import { backupFile } from '../../products/backup-file.ts';
import { productSteps } from '../../products/product-steps.ts';
import { restoreAllFrom, restoreFrom, saveAndDelete } from '../../products/save-and-delete.ts';
import { type Guard, kubectlName } from './guard.ts';

/** How to take a guard out of the way for the duration of the upgrade, and to put it back. */
export function takeAwaySteps(
  guard: Guard,
  object: KubeObject | undefined,
  product: Product | undefined,
): readonly Step[] {
  if (product !== undefined && object !== undefined) return productSteps(product.disable, object, {});
  if (guard.bindings.length > 0) return [takeAwayBindings(guard)];
  const [resource, names, backup] = [kubectlName(guard), shellQuote(guard.name), backupFile(guard)];
  return [
    {
      title: `Take ${guard.name} away for the duration of the upgrade`,
      run: saveAndDelete({ resource, names, backup }),
      verify: `kubectl get ${resource} ${names}   # must say NotFound, also after a minute`,
      note: 'What it enforces is not enforced meanwhile. Scale down a controller that puts it back.',
      undo: restoreFrom(backup),
    },
  ];
}

/** A policy without a binding does nothing. */
function takeAwayBindings({ kind, name, bindings }: Guard): Step {
  const resource = `${kind.toLowerCase()}binding`;
  const names = bindings.map(shellQuote).join(' ');
  const backup = backupFile({ kind, name: `${name}-bindings` });
  return {
    title: `Delete ${bindings.length === 1 ? 'the binding' : 'the bindings'} of policy ${name} for the duration of the upgrade`,
    run: saveAndDelete({ resource, names, backup }),
    verify: `kubectl get ${resource} ${names}   # must say NotFound`,
    note: 'The policy stays and enforces nothing without a binding. Deleting webhooks does not help: kube-apiserver evaluates policies itself.',
    undo: bindings.length === 1 ? restoreFrom(backup) : restoreAllFrom(backup),
  };
}
