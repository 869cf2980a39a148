import type { Assessment } from '../assessment/assessment.ts';
import { UsageError } from '../errors.ts';
import type { ServedResource } from '../facts/cluster-facts.ts';
import type { Fact } from '../facts/fact.ts';
import { textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { deadlineAfter } from './deadline.ts';
import type { Io } from './io.ts';

/** Longest time of the one request, in milliseconds. */
const REQUEST_TIMEOUT = 20_000;

/** Options after which the report is not of the cluster as it is. */
const NOT_THE_CLUSTER: Readonly<Record<string, string>> = {
  snapshot: '--snapshot',
  objects: '--objects',
  assume: '--assume',
  kubeadmConfig: '--kubeadm-config',
  talosConfig: '--talos-config',
  talosConfigNew: '--talos-config-new',
};

/**
 * Looks whether the report would be one of a live cluster as it is, before anything is read.
 * @throws UsageError where it would be of something else
 */
export function refuseOtherSources(args: Arguments): void {
  if (args.allContexts === true || Array.isArray(args.context)) {
    throw new UsageError('--write-policy-report writes into one cluster. Check one --context at a time.');
  }
  const backends = textOf(args, 'backends') ?? 'observed';
  const others = [
    ...Object.entries(NOT_THE_CLUSTER).flatMap(([name, option]) => (args[name] === undefined ? [] : option)),
    ...(backends === 'observed' ? [] : [`--backends ${backends}`]),
  ];
  if (others.length > 0) {
    throw new UsageError(
      `--write-policy-report writes what a live cluster is found to be, and ${others[0]} supposes something else. Leave one of them out.`,
    );
  }
}

/** Writes the report into the cluster it is about. */
export async function writePolicyReport(
  assessment: Assessment,
  discovery: Fact<readonly ServedResource[]>,
  args: Arguments,
  io: Io,
): Promise<void> {
  const [{ policyReportApiOf }, { policyReport }, { connect }, { applyPolicyReport }] = await Promise.all([
    import('../facts/policy-report-api.ts'),
    import('../report/policy-report.ts'),
    import('../cluster/connect.ts'),
    import('../cluster/apply-policy-report.ts'),
  ]);
  const api = discovery.state === 'unknown' ? undefined : policyReportApiOf(discovery.value);
  if (api === undefined) throw new UsageError(notServed(discovery));
  const { connection, context } = await connect({
    kubeconfig: textOf(args, 'kubeconfig'),
    context: textOf(args, 'context'),
    env: io.env,
  });
  const deadline = deadlineAfter(REQUEST_TIMEOUT, io.interrupted);
  try {
    // Somebody may have switched the current context while the cluster was read.
    if (context !== assessment.cluster.name) {
      throw new UsageError(
        `--write-policy-report: the kubeconfig now means ${context}, and the report is about ${assessment.cluster.name}. Name the --context.`,
      );
    }
    const body = JSON.stringify(policyReport(assessment, api));
    await applyPolicyReport(connection, { api, body, signal: deadline.signal });
    io.stderr.write(`holdshort: the ${api.kind} holdshort of ${context} was written.\n`);
  } finally {
    deadline.end();
    connection.close();
  }
}

function notServed(discovery: Fact<readonly ServedResource[]>): string {
  const doubt = discovery.state === 'known' ? '' : ` so far as can be told (${discovery.because})`;
  return `--write-policy-report: the cluster serves neither wgpolicyk8s.io/v1alpha2 nor openreports.io/v1alpha1${doubt}. Install one of their definitions, or take --format policy-report.`;
}
