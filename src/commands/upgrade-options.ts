import type { Argv } from 'yargs';

/** The options of check that say which upgrade, what to assume, and what to hold it against. */
export function upgradeOptions(yargs: Argv): Argv {
  return yargs
    .option('to', {
      type: 'string',
      describe: 'Target: a minor (1.34, its newest known patch) or a patch (1.34.2)',
      group: 'Upgrade:',
    })
    .option('from', {
      type: 'string',
      describe: 'Source, where it is not the version of the cluster',
      group: 'Upgrade:',
    })
    .option('backends', {
      type: 'string',
      describe: 'What to assume of webhook backends: observed, up, down',
      defaultDescription: 'observed',
      group: 'Upgrade:',
    })
    .option('distribution', {
      type: 'string',
      describe: 'What the cluster was installed with, where it is not recognised',
      group: 'Upgrade:',
    })
    .option('kubeadm-config', {
      type: 'string',
      describe: 'Configuration file of kubeadm; alone, no cluster is read',
      group: 'Upgrade:',
    })
    .option('talos-config', {
      type: 'string',
      array: true,
      describe: 'Talos machine configurations; alone, no cluster is read',
      group: 'Upgrade:',
    })
    .option('talos-config-new', {
      type: 'string',
      array: true,
      describe: 'Their next revision: --from and --to come from the image tags of both',
      group: 'Upgrade:',
    })
    .option('assume', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'File or folder of objects: the verdict as if they were applied',
      group: 'Upgrade:',
    })
    .option('waivers', {
      type: 'string',
      describe: 'File of findings that are accepted, and of answers to questions',
      group: 'Upgrade:',
    })
    .option('baseline', {
      type: 'string',
      describe: 'Older JSON report of the cluster, to say what is new',
      group: 'Report:',
    })
    .option('fail-on', {
      type: 'string',
      describe: 'What makes the exit code other than zero: verdict, or only what is new',
      defaultDescription: 'verdict',
      group: 'Report:',
    })
    .option('write-policy-report', {
      type: 'boolean',
      describe: 'Write the report into the cluster too, as a ClusterPolicyReport: nothing else ever writes',
      group: 'Report:',
    });
}
