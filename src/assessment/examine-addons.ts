import { examineAddon } from '../addons/examine-addon.ts';
import { addonFinding } from './addon-finding.ts';
import type { Examiner } from './examination.ts';

/** Says which add-ons are not meant for the minors that the path reaches, or where that is not known. */
export const examineAddons: Examiner = ({ facts, path, knowledge, distribution }) => ({
  findings: knowledge.addons.flatMap((addon) => {
    if (addon.managedOn?.includes(distribution) === true) return [];
    const verdict = examineAddon(addon, path.hops, facts);
    return verdict === undefined ? [] : [addonFinding(addon, verdict, path)];
  }),
  questions: [],
  notChecked: [],
});
