import type { ClusterFacts, FactKey, RequestedApi, Series } from '../facts/cluster-facts.ts';
import { type Fact, known, partial } from '../facts/fact.ts';
import { redactUrls } from './redact.ts';

const REQUESTED_APIS = 'apiserver_requested_deprecated_apis';

/** The metrics of kube-apiserver that hazards look at: a test holds them to these. No others are kept. */
export const METRICS: readonly string[] = ['apiserver_flowcontrol_rejected_requests_total'];

/** Most series of one metric that are kept, and most characters of a label's value: what is more is no use to a hazard. */
const MOST_SERIES = 1000;
const LONGEST_LABEL = 200;

/** What is kept of an API server's metrics. */
export interface KeptMetrics {
  readonly requestedApis: readonly RequestedApi[];
  readonly metrics: NonNullable<ClusterFacts['metrics']>;
}

/** The names of metrics among the facts that are wanted; where all are, those that hazards look at. */
export function wantedMetrics(wanted: ReadonlySet<FactKey> | undefined): readonly string[] {
  if (wanted === undefined) return METRICS;
  return [...wanted].flatMap((key) => (key.startsWith('metrics/') ? [key.slice('metrics/'.length)] : []));
}

/** Reads the series of some metrics out of the text of Prometheus, in one pass: the text of a big cluster has a million lines. */
export function readMetrics(text: string, names: readonly string[]): KeptMetrics {
  const found = new Map<string, Series[]>([REQUESTED_APIS, ...names].map((name) => [name, []]));
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const series = found.get(nameAt(text, start, end));
    const read = series === undefined ? undefined : readSeries(text.slice(start, end));
    if (read !== undefined) series?.push(read);
    start = end + 1;
  }
  return {
    requestedApis: (found.get(REQUESTED_APIS) ?? []).flatMap(requestedApi),
    metrics: Object.fromEntries(names.map((name) => [name, bounded(name, found.get(name) ?? [])])),
  };
}

function nameAt(text: string, start: number, end: number): string {
  let at = start;
  while (at < end && text[at] !== '{' && text[at] !== ' ') at += 1;
  return text.slice(start, at);
}

/** `name{label="value",…} 3`, maybe with a time behind; what has no finite value says nothing. */
function readSeries(line: string): Series | undefined {
  const open = line.indexOf('{');
  const close = open === -1 ? line.indexOf(' ') : line.lastIndexOf('}') + 1;
  const [written = ''] = line.slice(close).trim().split(' ');
  const value = Number(written);
  if (written === '' || !Number.isFinite(value)) return undefined;
  const labels = open === -1 ? [] : [...line.slice(open + 1, close - 1).matchAll(LABEL)];
  return {
    labels: Object.fromEntries(labels.map(([, name = '', text = '']) => [name, labelValue(text)])),
    value,
  };
}

const LABEL = /(?<!\w)(\w+)="((?:[^"\\]|\\.)*)"/g;

function labelValue(text: string): string {
  const plain = text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
  return redactUrls(plain.slice(0, LONGEST_LABEL));
}

function bounded(name: string, series: readonly Series[]): Fact<readonly Series[]> {
  return series.length <= MOST_SERIES
    ? known(series)
    : partial(
        series.slice(0, MOST_SERIES),
        `of the ${series.length} series of ${name} only ${MOST_SERIES} were kept`,
      );
}

/** A gauge of 0 was not asked for. */
function requestedApi({ labels, value }: Series): readonly RequestedApi[] {
  if (value <= 0) return [];
  const { group = '', version = '', resource = '', subresource = '' } = labels;
  return [{ group, version, resource, subresource, removedRelease: labels.removed_release ?? '' }];
}
