import { INSTALLER_RULES } from '../detectors/installer-rules/rules.ts';
import type { Examiner } from './examination.ts';

/** Holds the cluster against what its installer asks for before and during an upgrade. */
export const examineInstallerRules: Examiner = (context) => ({
  findings: INSTALLER_RULES.flatMap((rule) => rule(context)),
  questions: [],
  notChecked: [],
});
