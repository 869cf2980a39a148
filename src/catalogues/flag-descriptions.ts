import type { Flags, RemovedFlag } from '../knowledge/shapes/flags.ts';
import type { Minor } from '../upgrade/version.ts';
import type { Description } from './description.ts';
import { removalSteps, revivalSteps } from './setting-steps.ts';

/** Describes a flag that a component does not accept any more. */
export function describeRemovedFlag(row: RemovedFlag, table: Flags, distribution = 'unknown'): Description {
  const { component, flag, removed, measured } = row;
  const setting = { component, what: `the flag --${flag}`, word: `-e --${flag}` };
  const url = table.sources[row.source];
  return {
    id: `flag-removed/${component}/${flag}`,
    title: `${component} ${removed} does not accept --${flag}`,
    component,
    category: 'flag-removal',
    severity: 'blocker',
    confidence: measured === true ? 'reproduced' : 'confirmed',
    detectable: true,
    minor: removed as Minor,
    message: `${removed} has no such flag any more, and an unknown flag is an error: ${component} exits at once${component === 'kubelet' ? ', and the node does not come back' : ', and again after each restart'}.`,
    explain: `A component parses its whole command line before it does anything else, and one flag that it does not define ends it, whatever its value. Flags are announced as deprecated for some releases and do nothing, or little, by the time they go: ${component} can do without --${flag} before the upgrade as well, unless the release notes of ${removed} name a successor.`,
    remediate: removalSteps(setting, distribution),
    rescue: revivalSteps(setting, distribution),
    sources:
      url === undefined
        ? []
        : [
            {
              type: 'pull',
              url,
              ...(measured === true
                ? { note: `the binaries of ${removed} and of the release before were asked` }
                : {}),
            },
          ],
  };
}
