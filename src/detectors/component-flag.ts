import type { ComponentName, FlagSetting } from '../components/component.ts';
import { readComponentSettings, SETTINGS_FACTS } from '../components/settings.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { flagGaps } from './flag-gaps.ts';
import { search } from './search.ts';

const NAMES = ['value', 'field'];

/** Finds a flag that a component is, or will be, started with; a component whose command line is not visible is unknown. */
export const componentFlag: Detector<DetectorParams<'component-flag'>> = {
  name: 'component-flag',
  needs: () => SETTINGS_FACTS,
  evidence: () => [...OBJECT_EVIDENCE, ...NAMES],
  expressions: ({ where }) =>
    where === undefined ? [] : [{ field: ['where'], text: where, names: NAMES, result: 'bool' }],
  detect: ({ component, flag, where }, { facts }) => {
    const settings = readComponentSettings(facts);
    const gaps = flagGaps(settings, component);
    const meant = settings.flags.filter((one) => isMeant(one, component, flag));
    const subjects = meant.map(({ value, place }) => ({
      ref: place.object,
      inputs: { value, field: place.field },
    }));
    const query = {
      where: where ?? 'true',
      values: { field: 'field', value: 'value' },
      names: NAMES,
    };
    return search(subjects, query, gaps);
  },
};

function isMeant(setting: FlagSetting, component: ComponentName, flag: string): boolean {
  return setting.component === component && setting.name === flag;
}
