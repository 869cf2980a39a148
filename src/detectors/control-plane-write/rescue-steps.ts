import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { DistributionName } from '../../distributions/recognise.ts';
import { backupFile } from '../../products/backup-file.ts';
import { restoreFrom, saveAndDeleteInLoop } from '../../products/save-and-delete.ts';
import type { AdmissionPlugin, Practice } from '../../rescue/installers/practice.ts';
import { PRACTICES } from '../../rescue/installers/practices.ts';
import { type Guard, isPolicy, kubectlName } from './guard.ts';

/**
 * The way out when the apiserver is already crash-looping, safest first. Deleting the configuration in a loop was measured to work: the
 * server answers during the first seconds of each start, and admission configuration is never intercepted.
 */
export function rescueSteps(guard: Guard, distribution: string): readonly Step[] {
  const name = Object.hasOwn(PRACTICES, distribution) ? (distribution as DistributionName) : 'unknown';
  const practice = PRACTICES[name];
  const remove = guard.bindings.length > 0 ? deleteBindings : deleteGuard;
  return [
    practice.reach({ distribution: name }),
    remove(guard, practice.kubectl),
    ...breakGlass(practice, name, guard),
  ];
}

/** A configuration; or a policy whose bindings are not known. */
function deleteGuard(guard: Guard, kubectl: string): Step {
  const [resource, names, backup] = [kubectlName(guard), shellQuote(guard.name), backupFile(guard)];
  return {
    title: `Save and delete ${isPolicy(guard) ? `policy ${guard.name}` : 'the configuration'} while kube-apiserver is up for its first seconds`,
    run: saveAndDeleteInLoop({ resource, names, backup }, kubectl),
    verify: `${kubectl} get --raw '/readyz?verbose'`,
    note: 'If a controller puts it back, scale that controller to zero first, in a loop of the same kind.',
    undo: restoreFrom(backup, kubectl),
  };
}

/** Policies are evaluated in kube-apiserver: deleting webhooks does nothing against one, deleting its binding does. */
function deleteBindings({ kind, name, bindings }: Guard, kubectl: string): Step {
  const resource = `${kind.toLowerCase()}binding`;
  const backupOf = (binding: string) => backupFile({ kind: resource, name: binding });
  return {
    title: `Save and delete what binds policy ${name} while kube-apiserver is up for its first seconds`,
    run: bindings
      .map((binding) =>
        saveAndDeleteInLoop({ resource, names: shellQuote(binding), backup: backupOf(binding) }, kubectl),
      )
      .join('\n'),
    verify: `${kubectl} get --raw '/readyz?verbose'`,
    note: 'Deleting webhooks does not help against a policy. The policy itself can stay: without a binding it enforces nothing.',
    undo: bindings.map((binding) => restoreFrom(backupOf(binding), kubectl)).join('\n'),
  };
}

/** The last resort, as the installer has it; where it gives no way, there is none. */
function breakGlass(
  practice: Practice,
  distribution: DistributionName | 'unknown',
  { kind }: Guard,
): readonly Step[] {
  const steps = practice.breakGlass?.([PLUGINS[kind]], { distribution }) ?? [];
  return steps.map((step, index) =>
    index === 0
      ? {
          ...step,
          title: `If that does not work: ${step.title.charAt(0).toLowerCase()}${step.title.slice(1)}`,
        }
      : step,
  );
}

const PLUGINS: Readonly<Record<Guard['kind'], AdmissionPlugin>> = {
  ValidatingWebhookConfiguration: 'ValidatingAdmissionWebhook',
  MutatingWebhookConfiguration: 'MutatingAdmissionWebhook',
  ValidatingAdmissionPolicy: 'ValidatingAdmissionPolicy',
  MutatingAdmissionPolicy: 'MutatingAdmissionPolicy',
};
