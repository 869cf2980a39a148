import { fieldsOf, isFields, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { rememberTexts } from './remember-texts.ts';

/** Texts of parts longer than this are seldom equal, and dear to keep. */
const LONGEST = 1000;

/** JSON.parse keeps shorter texts once by itself (V8 11 to 13, `json-parser.cc`). */
const KEPT_ONCE = 10;

type Changeable = Record<string, unknown>;

/**
 * Keeps one of equal parts. A hundred thousand pods come from a few thousand workloads: their containers, volumes and labels are the same
 * but for the pod, and take most of the memory. Facts are never changed, so that sharing cannot be seen.
 * @returns a function that gives an object back with its parts shared
 */
export function shareEqual(): (object: KubeObject) => KubeObject {
  const siblings = new Map<string, KubeObject>();
  const fields = new Map<string, ReturnType<typeof rememberTexts>>();
  const known = (field: string, text: string, value: unknown): unknown => {
    let texts = fields.get(field);
    if (texts === undefined) {
      texts = rememberTexts();
      fields.set(field, texts);
    }
    return texts(text, value);
  };
  const keep = (field: string, value: unknown, like: unknown): unknown => {
    if (typeof value === 'string') {
      if (value.length <= KEPT_ONCE) return value;
      return value === like ? like : known(field, value, value);
    }
    if (typeof value !== 'object' || value === null) return value;
    if (typeof like === 'object' && like !== null) return takeOver(value, like);
    const text = JSON.stringify(value);
    return text.length > LONGEST ? value : known(field, text, value);
  };
  return (object) => {
    const sibling = siblingOf(object, siblings);
    for (const [name, part] of Object.entries(object)) {
      // The object, its metadata, spec and status are its own; what stands in their fields may be shared.
      if (isFields(part)) keepEach(part as Changeable, sibling?.[name], keep);
      else (object as Changeable)[name] = keep(name, part, sibling?.[name]);
    }
    return object;
  };
}

/** What the same owner made before is the same but for little, and comparing takes a tenth of what looking among all others does. */
function siblingOf(object: KubeObject, siblings: Map<string, KubeObject>): KubeObject | undefined {
  const { uid, name } = fieldsOf(listOf(object.metadata.ownerReferences)[0]);
  const owner = uid ?? name;
  if (typeof owner !== 'string') return undefined;
  const sibling = siblings.get(owner);
  if (sibling === undefined) siblings.set(owner, object);
  return sibling;
}

function keepEach(
  part: Changeable,
  sibling: unknown,
  keep: (field: string, value: unknown, like: unknown) => unknown,
): void {
  const like = fieldsOf(sibling);
  for (const name of Object.keys(part)) part[name] = keep(name, part[name], like[name]);
}

/** The other value where both are equal to the order of their fields, so that they read the same; else this one, its parts shared so. */
function takeOver(value: object, like: object): object {
  const names = Object.keys(value);
  const others = Object.keys(like);
  let isEqual = names.length === others.length && Array.isArray(value) === Array.isArray(like);
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    if (name !== others[index]) isEqual = false;
    const mine = (value as Changeable)[name];
    const theirs = Object.hasOwn(like, name) ? (like as Changeable)[name] : undefined;
    if (isBranch(mine) && isBranch(theirs)) {
      const taken = takeOver(mine, theirs);
      (value as Changeable)[name] = taken;
      if (taken !== theirs) isEqual = false;
    } else if (mine === theirs) {
      (value as Changeable)[name] = theirs;
    } else isEqual = false;
  }
  return isEqual ? like : value;
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
