import type { Argv } from 'yargs';

/** The options that say which cluster is meant. */
export function clusterOptions(yargs: Argv): Argv {
  return yargs
    .option('kubeconfig', { type: 'string', describe: 'Path of a kubeconfig', group: 'Cluster:' })
    .option('context', { type: 'string', describe: 'Context of the kubeconfig', group: 'Cluster:' })
    .option('timeout', {
      type: 'string',
      describe: 'Longest time for reading the cluster, in seconds',
      defaultDescription: '120',
      group: 'Cluster:',
    });
}

/** The options of commands that can also do without a live cluster. */
export function sourceOptions(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .option('snapshot', {
      type: 'string',
      describe: 'Read a snapshot instead of the cluster',
      group: 'Cluster:',
    })
    .option('objects', {
      type: 'string',
      array: true,
      describe: 'Read Kubernetes YAML or JSON, files or folders, instead of the cluster',
      group: 'Cluster:',
    });
}

/** The option of commands that may ask the kubelets, which takes a right that the role of `holdshort rbac` has only when it is asked for. */
export function kubeletsOption(yargs: Argv): Argv {
  return yargs.option('kubelets', {
    type: 'boolean',
    describe:
      'Ask each kubelet what it runs with, too. Needs get on nodes/proxy, which also lets its holder run commands in pods: holdshort rbac --kubelets',
    group: 'Cluster:',
  });
}
