import { clusterOptions, kubeletsOption, sourceOptions } from './cluster-options.ts';
import type { Command } from './command.ts';
import { knowledgeOption } from './knowledge-option.ts';
import { outputOptions } from './output-options.ts';
import type { Runners } from './runners.ts';
import { upgradeOptions } from './upgrade-options.ts';

/** Every command; what it does is loaded when it runs. */
export const COMMANDS: readonly Command[] = [
  {
    usage: 'check',
    describe: 'Say GO, NO-GO or UNDETERMINED for an upgrade of a cluster',
    options: (yargs) =>
      knowledgeOption(upgradeOptions(outputOptions(kubeletsOption(sourceOptions(yargs)))))
        .option('all-contexts', {
          type: 'boolean',
          describe: 'Every context of the kubeconfig, with one summary; --context several times for some',
          group: 'Cluster:',
        })
        .option('config', {
          type: 'string',
          describe: 'File of options; holdshort.yaml where it lies here, --no-config for none',
        }),
    run: runner('check'),
  },
  {
    usage: 'diff <old> <new>',
    describe: 'Say what is new, gone and changed between two JSON reports',
    options: (yargs) =>
      yargs
        .positional('old', { type: 'string', describe: 'The older report' })
        .positional('new', { type: 'string', describe: 'The newer report' })
        .option('format', { type: 'string', describe: 'text or json', default: 'text' })
        .option('fail-on', {
          type: 'string',
          describe: 'new: exit code 1 where something grave is new or worse',
          defaultDescription: 'nothing',
        }),
    run: runner('diff'),
  },
  {
    usage: 'snapshot',
    describe: 'Read a cluster into a file, to check it elsewhere',
    options: (yargs) =>
      kubeletsOption(clusterOptions(yargs)).option('output', {
        alias: 'o',
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'File to write; .gz is compressed',
      }),
    run: runner('snapshot'),
  },
  {
    usage: 'rbac',
    describe: 'Print the least ClusterRole that check needs',
    options: (yargs) =>
      yargs
        .option('name', { type: 'string', describe: 'Name of the ClusterRole', default: 'holdshort' })
        .option('write-policy-report', {
          type: 'boolean',
          describe: 'With the rule that check --write-policy-report needs',
        })
        .option('kubelets', {
          type: 'boolean',
          describe:
            'With the rule that --kubelets needs; its holder can also run commands in pods, so take it back afterwards',
        }),
    run: runner('rbac'),
  },
  {
    usage: 'rescue',
    describe: 'Say how to get a control plane back that is already down',
    options: (yargs) =>
      knowledgeOption(yargs)
        .option('log', {
          type: 'string',
          array: true,
          nargs: 1,
          describe: 'Log of kube-apiserver, or output of kubeadm; --log=- reads standard input',
        })
        .option('distribution', { type: 'string', describe: 'What the cluster was installed with' })
        .option('talos-version', { type: 'string', describe: 'Release of Talos, 1.11 or 1.11.5' })
        .option('talos-config', {
          type: 'string',
          array: true,
          describe: 'Talos machine configurations, to tell the form of the patch',
        })
        .option('from', { type: 'string', describe: 'Kubernetes version before the upgrade' })
        .option('to', { type: 'string', describe: 'Kubernetes version that does not come up' })
        .option('snapshot', { type: 'string', describe: 'Snapshot of the cluster, from before' })
        .option('objects', {
          type: 'string',
          array: true,
          describe: 'Kubernetes YAML or JSON, files or folders',
        })
        .option('format', { type: 'string', describe: 'text or json', default: 'text' })
        .option('output', { alias: 'o', type: 'string', describe: 'File to write' }),
    run: runner('rescue'),
  },
  {
    usage: 'admission',
    describe: 'Say which webhooks are called for given requests, and what policies say',
    options: (yargs) =>
      sourceOptions(yargs)
        .option('request', {
          type: 'string',
          nargs: 1,
          describe: 'AdmissionRequests or AdmissionReviews, JSON or YAML; - is standard input',
        })
        .option('from', {
          type: 'string',
          describe: 'Version of the API server, where the input does not tell',
        })
        .option('format', { type: 'string', describe: 'table or json', default: 'table' }),
    run: runner('admission'),
  },
  {
    usage: 'cel',
    describe: 'Evaluate a CEL expression as kube-apiserver does in admission',
    options: (yargs) =>
      yargs
        .option('expression', { alias: 'e', type: 'string', nargs: 1, describe: 'The expression' })
        .option('request', {
          type: 'string',
          nargs: 1,
          describe: 'AdmissionRequests or AdmissionReviews, JSON or YAML; - is standard input',
        })
        .option('objects', {
          type: 'string',
          array: true,
          describe: 'Kubernetes YAML or JSON with the namespaces of the requests',
        })
        .option('snapshot', { type: 'string', describe: 'Snapshot with the namespaces of the requests' })
        .option('kubernetes', {
          type: 'string',
          describe: 'Minor of the API server, 1.34; the newest otherwise',
        })
        .option('format', { type: 'string', describe: 'table or json', default: 'table' }),
    run: runner('cel'),
  },
  {
    usage: 'hazards',
    describe: 'List what an upgrade can meet, in any cluster',
    options: (yargs) =>
      knowledgeOption(yargs)
        .option('from', { type: 'string', describe: 'Source: a minor (1.32) or a patch (1.32.9)' })
        .option('to', { type: 'string', describe: 'Target: a minor or a patch' })
        .option('distribution', { type: 'string', describe: 'Only what concerns this distribution' })
        .option('format', { type: 'string', describe: 'table or json', default: 'table' }),
    run: runner('hazards'),
  },
  {
    usage: 'explain <id>',
    describe: 'Say what a hazard is, why, and what to do',
    options: (yargs) =>
      knowledgeOption(yargs)
        .positional('id', { type: 'string', describe: 'As check and hazards print it' })
        .option('format', { type: 'string', describe: 'text or json', default: 'text' }),
    run: runner('explain'),
  },
  {
    usage: 'lint',
    describe: 'Say what is wrong in a folder of knowledge',
    options: (yargs) =>
      yargs.option('knowledge', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'The folder; may be given several times',
        default: ['knowledge'],
      }),
    run: runner('lint'),
  },
  {
    usage: 'completion <shell>',
    describe: 'Print a completion script for bash or zsh',
    options: (yargs) => yargs.positional('shell', { type: 'string', describe: 'bash or zsh' }),
    run: async (args, io) => (await import('./completion.ts')).completion(args, io, COMMANDS),
  },
];

function runner(name: keyof Runners): Command['run'] {
  return async (args, io) => (await import('./runners.ts')).RUNNERS[name](args, io);
}
