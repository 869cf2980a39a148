import type { LintRule } from './lint-rule.ts';

/** A hazard is found by its name: the file is called after its id, and lies under the minor that brought it. */
export const lintIdentity: LintRule = ({ path, hazard }) => {
  const [, folder = '', file = ''] = /^hazards\/(.+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  const first = hazard.affects.versions
    .map((event) => ('introduced' in event ? event.introduced : ''))
    .find(Boolean);
  const minor = first?.split('.').slice(0, 2).join('.');
  return [
    ...(file === hazard.id
      ? []
      : [{ field: ['id'], what: `must be the file's name, ${file || 'hazards/<minor>/<id>.yaml'}` }]),
    ...(minor === undefined || folder === minor
      ? []
      : [
          {
            field: ['affects', 'versions'],
            what: `first introduced in ${minor}, so the file belongs into hazards/${minor}, not hazards/${folder}`,
          },
        ]),
  ];
};
