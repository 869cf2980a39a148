import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import { backupFile } from '../../products/backup-file.ts';
import { restoreFrom, saveAndDelete } from '../../products/save-and-delete.ts';
import type { MetWrite } from './examine-actor-writes.ts';

/** The API still answers where these writes are refused, so the configuration can simply be deleted. */
export function actorRescue(cause: readonly MetWrite[]): readonly Step[] {
  const { webhook } = cause[0] as MetWrite;
  const resource = `${webhook.type.toLowerCase()}webhookconfiguration`;
  const names = shellQuote(webhook.configuration);
  const backup = backupFile({ kind: resource, name: webhook.configuration });
  return [
    {
      title: 'Save and delete the configuration; the API server itself is up',
      run: saveAndDelete({ resource, names, backup }),
      verify: 'kubectl get nodes; kubectl -n kube-system get pods,leases',
      note: 'Scale down a controller that puts it back. Leave installer commands until nodes are Ready again, then repeat them.',
      undo: restoreFrom(backup),
    },
  ];
}
