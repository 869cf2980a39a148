import { storageFindings } from '../catalogues/storage-findings.ts';
import { readComponentSettings } from '../components/settings.ts';
import type { Examiner } from './examination.ts';

/** Looks for objects in versions that a hop's target cannot read from etcd. */
export const examineStorageVersions: Examiner = ({ facts, path, knowledge }) => ({
  ...storageFindings(knowledge.storageVersions, facts, readComponentSettings(facts), path),
  notChecked: [],
});
