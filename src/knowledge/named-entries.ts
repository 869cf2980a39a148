import type { Compiled } from './compile.ts';
import type { FieldPath } from './field-path.ts';
import type { Knowledge } from './knowledge.ts';
import type { KnowledgeText } from './read.ts';

/** The parts of the knowledge that a private pack may add to. */
export type PackKnowledge = Pick<Knowledge, 'hazards' | 'writes' | 'addons' | 'products'>;

/** Something that is found by its name, and so must have it alone. */
export interface NamedEntry {
  /** As the file says it. */
  readonly id: string;
  /** Unlike that of any other entry: `hazard etcd-3.5-loses-voters`. */
  readonly key: string;
  readonly field: FieldPath;
}

/** Every entry that has a name of its own. */
export function namedEntries(knowledge: PackKnowledge): readonly NamedEntry[] {
  const { hazards, writes, addons, products } = knowledge;
  return [
    ...hazards.map(({ id }) => ({ id, key: `hazard ${id}`, field: ['id'] })),
    ...products.map(({ id }) => ({ id, key: `product ${id}`, field: ['id'] })),
    ...addons.map(({ name: id }) => ({ id, key: `add-on ${id}`, field: ['name'] })),
    ...writes.flatMap(({ actor, writes }) =>
      writes.map(({ id }, index) => ({ id, key: `write ${actor}/${id}`, field: ['writes', index, 'id'] })),
    ),
  ];
}

/** The same, file by file. */
export function entriesByFile(
  compiled: Compiled,
): readonly { readonly file: KnowledgeText; readonly entry: NamedEntry }[] {
  return compiled.files.flatMap(({ file, holds }) =>
    namedEntries({ hazards: [], writes: [], addons: [], products: [], ...holds }).map((entry) => ({
      file,
      entry,
    })),
  );
}
