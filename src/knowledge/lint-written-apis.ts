import type { Compiled } from './compile.ts';
import { formatField } from './field-path.ts';
import { locateInFiles } from './locate.ts';
import type { Problem } from './problem.ts';
import { comesBefore, type Tables } from './table-rule.ts';

/** A write asks for an API version that the release which makes it serves still. */
export function lintWrittenApis({ files }: Compiled, { apis }: Tables): readonly Problem[] {
  const lineIn = locateInFiles();
  return files.flatMap(({ file, holds }) =>
    (holds.writes ?? []).flatMap(({ writes }) =>
      writes.flatMap(({ when, group, version, resource }, index): Problem[] => {
        if ('every' in when) return [];
        const [first] = when.versions.flatMap((event) => ('introduced' in event ? [event.introduced] : []));
        const made = first?.split('.').slice(0, 2).join('.');
        const row = apis.apis.find(
          (one) => one.group === group && one.version === version && one.resource === resource,
        );
        if (row === undefined || made === undefined || comesBefore(made, row.removed)) return [];
        const field = ['writes', index, 'version'];
        const what = `${made} does not serve ${version} of ${resource} any more, which went with ${row.removed} (apis.yaml)`;
        return [{ file: file.path, line: lineIn(file, field), field: formatField(field), what }];
      }),
    ),
  );
}
