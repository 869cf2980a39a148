import { requestedAs } from '../admission/match.ts';
import { type Play, playRequest } from '../admission/play-request.ts';
import type { AdmissionRequest } from '../admission/request.ts';
import { simulationOn } from '../admission/simulate.ts';
import { UsageError } from '../errors.ts';
import { oneLine } from '../report/plain-text.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { readRequests } from './read-requests.ts';
import { readSimulatedCluster } from './simulated-cluster.ts';

/** `holdshort admission`: says which webhooks would be called for given requests, and what policies would say. */
export async function admission(args: Arguments, io: Io): Promise<number> {
  const file = textOf(args, 'request');
  if (file === undefined) {
    throw new UsageError(
      'admission needs --request: a file of AdmissionRequests or AdmissionReviews, or - for standard input.',
    );
  }
  const format = choiceOf(args, 'format', ['table', 'json'], 'table');
  const requests = await readRequests(file, io);
  const { chain, server } = await readSimulatedCluster(args, io, 'from');
  const simulation = simulationOn(chain, server);
  const played = requests.map((request) => ({ request, play: playRequest(request, chain, simulation) }));
  for (const because of chain.mayBeMore)
    io.stderr.write(`holdshort: there may be more than is shown: ${oneLine(because)}.\n`);
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify(
          played.map(({ request, play }) => describe(request, play)),
          undefined,
          2,
        )}\n`
      : played.map(({ request, play }) => draw(request, play)).join('\n'),
  );
  return 0;
}

/** One request's answer, as the JSON output has it. */
function describe({ uid }: AdmissionRequest, { webhooks, policies, outcome }: Play) {
  const named = ({ webhook }: Play['webhooks'][number]) => ({
    configuration: webhook.configuration,
    webhook: webhook.name,
    type: webhook.type,
  });
  return {
    uid: uid ?? '',
    called: webhooks.flatMap((one) => (one.does === 'call' ? [{ ...named(one), as: one.as.kind }] : [])),
    refused: webhooks.flatMap((one) =>
      one.does === 'refuse' ? [{ ...named(one), because: one.because }] : [],
    ),
    skipped: webhooks.flatMap((one) =>
      one.does === 'skip' ? [{ ...named(one), step: one.step, because: one.because }] : [],
    ),
    unknown: webhooks.flatMap((one) =>
      one.does === 'unknown' ? [{ ...named(one), because: one.because }] : [],
    ),
    policies: policies.map((one) => ({
      policy: one.policy.name,
      type: one.policy.type,
      ...(one.binding === undefined ? {} : { binding: one.binding.name }),
      does: one.does,
      ...('because' in one ? { because: one.because } : {}),
    })),
    outcome,
  };
}

function draw(request: AdmissionRequest, play: Play): string {
  const { resource, subResource } = requestedAs(request);
  const { operation, namespace, name } = request;
  const what = [resource.resource, subResource].filter((part) => part !== '').join('/');
  const place = [namespace, name ?? '(no name)']
    .filter((part) => part !== undefined && part !== '')
    .join('/');
  const who = request.userInfo.username ?? '(no user)';
  const answer = describe(request, play);
  const { policies } = answer;
  const lines = [
    `${operation} ${what}${resource.group === '' ? '' : `.${resource.group}`} ${place} by ${who}: ${answer.outcome}`,
    ...answer.called.map(
      (one) =>
        `  called   ${one.configuration} / ${one.webhook} as ${one.as.group === '' ? '' : `${one.as.group}/`}${one.as.version} ${one.as.kind}`,
    ),
    ...answer.refused.map((one) => `  refused  ${one.configuration} / ${one.webhook}: ${one.because}`),
    ...answer.unknown.map((one) => `  unknown  ${one.configuration} / ${one.webhook}: ${one.because}`),
    ...policies
      .filter(({ does }) => does !== 'skip')
      .map(
        (one) =>
          `  ${one.does.padEnd(8)} policy ${one.policy}${'binding' in one ? ` by ${one.binding}` : ''}${'because' in one ? `: ${one.because}` : ''}`,
      ),
    ...answer.skipped.map((one) => `  skipped  ${one.configuration} / ${one.webhook}: ${one.because}`),
    ...policies
      .filter(({ does }) => does === 'skip')
      .map((one) => `  skipped  policy ${one.policy}: ${'because' in one ? one.because : ''}`),
  ];
  return `${lines
    .map(oneLine)
    .map((line, index) => (index === 0 ? line : `  ${line.trimStart()}`))
    .join('\n')}\n`;
}
