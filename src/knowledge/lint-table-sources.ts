import { comesBefore, type TableFault, type TableRule } from './table-rule.ts';

/** Rows as far as all tables have the same fields. */
interface Row {
  readonly source?: string | undefined;
  readonly also?: string | undefined;
  readonly [field: string]: unknown;
}

/** Every row names a source that there is, and no release beyond those in releases.yaml. */
export const lintTableSources: TableRule = ({
  apis,
  featureGates,
  flags,
  admissionPlugins,
  storageVersions,
  releases,
}) => {
  const horizon = releases.at(-1)?.minor ?? '1.0';
  const lists: readonly (readonly [string, string, readonly Row[], Readonly<Record<string, string>>])[] = [
    ['apis.yaml', 'apis', apis.apis, apis.sources],
    ['apis.yaml', 'unregistered', apis.unregistered, apis.sources],
    ['feature-gates.yaml', 'gates', featureGates.gates, featureGates.sources],
    ['flags.yaml', 'flags', flags.flags, flags.sources],
    ['admission-plugins.yaml', 'plugins', admissionPlugins.plugins, admissionPlugins.sources],
    ['storage-versions.yaml', 'resources', storageVersions.resources, storageVersions.sources],
  ];
  return lists.flatMap(([file, list, rows, sources]) =>
    rows.flatMap((row, index) => [
      ...(['source', 'also'] as const).flatMap((field): TableFault[] => {
        const name = row[field];
        if (name === undefined || Object.hasOwn(sources, name)) return [];
        const names = Object.keys(sources).join(', ');
        return [
          { file, field: [list, index, field], what: `there is no source ${name}; there are ${names}` },
        ];
      }),
      ...minorsIn(row)
        .filter(({ minor }) => comesBefore(horizon, minor))
        .map(({ field, minor }) => ({
          file,
          field: [list, index, ...field],
          what: `${minor} is of no minor in releases.yaml, which ends with ${horizon}`,
        })),
    ]),
  );
};

/** Every release that a row names, however deep. */
function minorsIn(
  value: unknown,
  field: readonly (string | number)[] = [],
): readonly { readonly field: readonly (string | number)[]; readonly minor: string }[] {
  if (typeof value === 'string') return /^1\.\d+$/.test(value) ? [{ field, minor: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    // What an entry of a list is made of stands in one text.
    minorsIn(item, Array.isArray(value) ? [...field, Number(name)] : [...field, name]),
  );
}
