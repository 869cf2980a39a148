import { COMPONENT_ORDER } from '../components/component.ts';
import { comesBefore, repeated, type TableFault, type TableRule } from './table-rule.ts';

/** Flags and admission plugins: one row each, of a component that there is, gone only after it came. */
export const lintSettingsTables: TableRule = ({ flags, admissionPlugins }) => [
  ...repeated(flags.flags, ({ component, flag }) => `${component} --${flag}`).map(
    ({ item, index }): TableFault => ({
      file: 'flags.yaml',
      field: ['flags', index, 'flag'],
      what: `${item.component} --${item.flag} has a row already; a flag goes once`,
    }),
  ),
  ...flags.flags.flatMap(({ component }, index): TableFault[] =>
    COMPONENT_ORDER.some((one) => one === component)
      ? []
      : [
          {
            file: 'flags.yaml',
            field: ['flags', index, 'component'],
            what: `${component} is none of ${COMPONENT_ORDER.join(', ')}`,
          },
        ],
  ),
  ...repeated(admissionPlugins.plugins, ({ name }) => name).map(
    ({ item, index }): TableFault => ({
      file: 'admission-plugins.yaml',
      field: ['plugins', index, 'name'],
      what: `${item.name} has a row already; a plugin has one`,
    }),
  ),
  ...admissionPlugins.plugins.flatMap(({ since, removed, read }, index): TableFault[] => {
    const at = (field: string, what: string) => [
      { file: 'admission-plugins.yaml', field: ['plugins', index, field], what },
    ];
    if (since !== undefined && removed !== undefined && !comesBefore(since, removed))
      return at('removed', `must come after ${since}, which brought the plugin`);
    return removed !== undefined && !comesBefore(read, removed)
      ? at('read', `must come before ${removed}, which removed the plugin`)
      : [];
  }),
];
