import { describe, expect, test } from '@jest/globals';
import { hazardsOnHop } from '../../src/assessment/hazards-on-hop.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import type { HazardFile } from '../../src/knowledge/shapes/hazard.ts';
import { parseVersion, type Version } from '../../src/upgrade/version.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const { hazards, knowledge } = compileKnowledge(knowledgeTexts());

/** Every boundary with the patch below it and the patch above it. */
const boundaries = hazards.flatMap(({ hazard }) =>
  hazard.affects.versions.map((event) => {
    const [kind, text] = Object.entries(event)[0] as [string, string];
    return { id: hazard.id, hazard, kind, text };
  }),
);

describe('on both sides of each version', () => {
  test.each(boundaries)('$id: $kind $text', ({ hazard, kind, text }) => {
    const last = kind === 'lastAffected' ? version(text) : patchBelow(text);
    const next = kind === 'lastAffected' ? patchAbove(text) : version(text);
    const opens = kind === 'introduced';
    if (hazard.affects.trigger === 'running') {
      expect([meets(hazard, below(last), last), meets(hazard, last, next)]).toEqual([!opens, opens]);
    } else if (opens) {
      expect(meets(hazard, last, next)).toBe(true);
      expect(meets(hazard, below(last), last)).toBe(false);
      expect(meets(hazard, next, patchAbove(text))).toBe(false);
    } else {
      // From outside the range onto its last version, and onto the first one after it.
      const outside = below(version(hazard.affects.versions.map(introducedOf).find(Boolean) ?? ''));
      expect([meets(hazard, outside, last), meets(hazard, outside, next)]).toEqual([true, false]);
    }
  });
});

test('a distribution that is not known rules nothing out, another one does', () => {
  const { hazard } = hazards.find(({ hazard: { id } }) => id === 'kubeadm-v1beta3-config') ?? expectOne();
  const hop = { from: version('1.36.4'), to: version('1.37.0') };
  const on = (name: 'kubeadm' | 'talos' | 'unknown') => hazardsOnHop([hazard], hop, name).length;
  expect([on('kubeadm'), on('unknown'), on('talos')]).toEqual([1, 1, 0]);
});

function expectOne(): never {
  throw new Error('the hazard is gone; name another that has distributions');
}

function meets(hazard: HazardFile, from: Version, to: Version): boolean {
  return hazardsOnHop([hazard], { from, to }, 'unknown').length > 0;
}

function introducedOf(event: object): string {
  return 'introduced' in event ? String(event.introduced) : '';
}

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

/** The patch before, or the newest of the minor before. */
function patchBelow(text: string): Version {
  const { major, minor, patch } = version(text);
  return patch > 0 ? version(`${major}.${minor}.${patch - 1}`) : newestOf(`${major}.${minor - 1}`);
}

function patchAbove(text: string): Version {
  const { major, minor, patch } = version(text);
  return version(`${major}.${minor}.${patch + 1}`);
}

/** Something one minor below. */
function below({ major, minor }: Version): Version {
  return newestOf(`${major}.${minor - 1}`);
}

function newestOf(minor: string): Version {
  const release = knowledge.releases.find((one) => one.minor === minor);
  return version(release?.newestPatch ?? `${minor}.0`);
}
