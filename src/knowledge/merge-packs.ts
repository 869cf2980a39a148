import type { CompiledPack } from './compile-pack.ts';
import { formatField } from './field-path.ts';
import type { Knowledge, PackName } from './knowledge.ts';
import { locateInFiles } from './locate.ts';
import { entriesByFile, namedEntries } from './named-entries.ts';
import type { Problem } from './problem.ts';

/** A pack as it was read from its folder. */
export interface ReadPack extends CompiledPack {
  /** As the user named it, for problems. */
  readonly folder: string;
  readonly digest: string;
}

/** Adds packs to the shipped knowledge. Nothing is ever replaced: what has a name that is taken is a problem. */
export function mergePacks(
  shipped: Knowledge,
  packs: readonly ReadPack[],
): { readonly knowledge: Knowledge } | { readonly problems: readonly Problem[] } {
  const problems = [...sameNames(packs), ...collisions(shipped, packs)];
  if (problems.length > 0) return { problems };
  const parts = [shipped, ...packs.map(({ compiled }) => compiled.knowledge)];
  return {
    knowledge: {
      ...shipped,
      hazards: parts.flatMap(({ hazards }) => hazards),
      writes: parts.flatMap(({ writes }) => writes),
      addons: parts.flatMap(({ addons }) => addons),
      products: parts.flatMap(({ products }) => products),
      packs: packs.map(packName),
    },
  };
}

function packName({ manifest: { name, version }, digest }: ReadPack): PackName {
  return { name, version, digest };
}

function sameNames(packs: readonly ReadPack[]): readonly Problem[] {
  return packs.flatMap(({ folder, manifest: { name } }, index): Problem[] => {
    const first = packs.slice(0, index).find(({ manifest }) => manifest.name === name);
    const what = `${name} is taken by the pack in ${first?.folder}; give each pack once, under a name of its own`;
    return first === undefined ? [] : [{ file: `${folder}/pack.yaml`, field: 'name', what }];
  });
}

function collisions(shipped: Knowledge, packs: readonly ReadPack[]): readonly Problem[] {
  const lineIn = locateInFiles();
  const taken = new Map(namedEntries(shipped).map(({ key }) => [key, 'the knowledge that ships']));
  return packs.flatMap(({ folder, compiled }) =>
    entriesByFile(compiled).flatMap(({ file, entry: { id, key, field } }): Problem[] => {
      const place = `${folder}/${file.path}`;
      const by = taken.get(key);
      if (by === undefined) taken.set(key, place);
      const what = `${id} is taken by ${by}; an id is used once`;
      return by === undefined
        ? []
        : [{ file: place, line: lineIn(file, field), field: formatField(field), what }];
    }),
  );
}
