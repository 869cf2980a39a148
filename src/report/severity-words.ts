import type { Severity } from '../assessment/finding.ts';

/** What each severity means, for pages that stand alone. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  blocker: 'blocker: the upgrade does not finish, or the cluster is down after it',
  disruptive: 'disruptive: something that works today stops',
  caution: 'caution: something may be affected',
  info: 'info: worth knowing',
};
