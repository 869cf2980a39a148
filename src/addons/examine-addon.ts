import type { FactReader } from '../facts/fact-reader.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import type { Hop } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import { findInstalled, type Installed } from './find-installed.ts';
import { judgeSupport, type Support } from './judge-support.ts';

/** One installed thing held against one hop. */
export interface Judged {
  readonly installed: Installed;
  readonly hop: Hop;
  readonly support: Support;
}

/** What is to be said of an add-on on a path; nothing where it is not installed or goes with every hop. */
export interface AddonVerdict {
  /** Unsupported in at least one hop, in the order of the hops. */
  readonly unsupported: readonly Judged[];
  readonly unknown: readonly Judged[];
}

/** Holds everything installed of an add-on against every hop that reaches another minor: within a minor nothing changes for it. */
export function examineAddon(
  addon: Addon,
  hops: readonly Hop[],
  facts: FactReader,
): AddonVerdict | undefined {
  const installed = findInstalled(addon, facts);
  const judged = hops
    .filter(({ from, to }) => minorOf(from) !== minorOf(to))
    .flatMap((hop) =>
      installed.map((one) => ({
        installed: one,
        hop,
        support: judgeSupport(addon, one.version, minorOf(hop.to)),
      })),
    );
  const unsupported = judged.filter(({ support }) => support.outcome === 'unsupported');
  const unknown = judged.filter(({ support }) => support.outcome === 'unknown');
  return unsupported.length + unknown.length === 0 ? undefined : { unsupported, unknown };
}
