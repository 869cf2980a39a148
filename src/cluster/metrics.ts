import type { RequestedApi } from '../facts/cluster-facts.ts';

const METRIC = 'apiserver_requested_deprecated_apis{';

/** Reads which deprecated APIs were asked for out of an API server's metrics; a gauge of 0 was not asked for. */
export function readRequestedApis(metrics: string): readonly RequestedApi[] {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith(METRIC))
    .flatMap((line) => {
      const end = line.lastIndexOf('}');
      const labels = new Map(
        [...line.slice(METRIC.length, end).matchAll(/(?<!\w)(\w+)="([^"]*)"/g)].map((match) => [
          match[1] ?? '',
          match[2] ?? '',
        ]),
      );
      if (Number(line.slice(end + 1).trim()) <= 0) return [];
      const label = (name: string) => labels.get(name) ?? '';
      return [
        {
          group: label('group'),
          version: label('version'),
          resource: label('resource'),
          subresource: label('subresource'),
          removedRelease: label('removed_release'),
        },
      ];
    });
}
