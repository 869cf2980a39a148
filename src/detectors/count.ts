import { groupBy } from '../collections.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import type { Detection, Detector, DetectorExpression, Evidence } from './detector.ts';
import { OBJECT_EVIDENCE } from './detector.ts';
import { compileCondition, compileText } from './expression.ts';
import { withoutNulls } from './without-nulls.ts';

type Params = DetectorParams<'count'>;

const NAMES = ['object'];

interface Counted {
  /** Objects that surely count, each with the group it is counted in. */
  readonly sure: readonly { readonly object: KubeObject; readonly group: string }[];
  /** Why there may be more: objects that could not be judged, objects that were not seen. */
  readonly undecided: readonly string[];
}

/**
 * Holds the number of objects for which a condition holds against a limit. What was seen counts at least: above the limit it is enough,
 * however much was not seen; below it, only the whole proves anything.
 */
export const count: Detector<Params> = {
  name: 'count',
  needs: ({ resource }) => [`objects/${resource}`],
  evidence: ({ per }) => ['count', ...(per === undefined ? [] : ['group', ...OBJECT_EVIDENCE])],
  expressions: ({ where, per }) => [...expression('where', where, 'bool'), ...expression('per', per, 'any')],
  detect: (params, { facts }) => {
    const fact = facts.objects(params.resource);
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    const counted = countOf(fact.value, params);
    if ('compileError' in counted) {
      return { outcome: 'unknown', because: [`its condition is no valid CEL: ${counted.compileError}`] };
    }
    const because = [...(fact.state === 'partial' ? [fact.because] : []), ...counted.undecided];
    return compare(counted, params, because);
  },
};

function countOf(
  objects: readonly KubeObject[],
  { where = 'true', per = "''" }: Params,
): Counted | { readonly compileError: string } {
  const condition = compileCondition(where, NAMES);
  if ('compileError' in condition) return condition;
  const group = compileText(per, NAMES);
  if ('compileError' in group) return group;
  const sure: { object: KubeObject; group: string }[] = [];
  let first: string | undefined;
  let undecided = 0;
  for (const object of objects) {
    const inputs = { object: withoutNulls(object) };
    const judged = condition.expression(inputs);
    if ('value' in judged && !judged.value) continue;
    const grouped = 'value' in judged ? group.expression(inputs) : judged;
    if ('value' in grouped) sure.push({ object, group: grouped.value });
    else {
      undecided += 1;
      first ??= `${object.kind} ${object.metadata.name} could not be judged: ${grouped.because}`;
    }
  }
  const others = undecided > 1 ? `, nor could ${undecided - 1} more` : '';
  return { sure, undecided: first === undefined ? [] : [`${first}${others}`] };
}

function compare(
  { sure }: Counted,
  { per, moreThan, fewerThan }: Params,
  because: readonly string[],
): Detection {
  const found = moreThan === undefined ? [] : above(sure, Number(moreThan), per !== undefined);
  if (found.length > 0) return { outcome: 'hit', evidence: found, because };
  if (fewerThan !== undefined && sure.length >= Number(fewerThan)) return { outcome: 'miss' };
  if (because.length > 0) return { outcome: 'unknown', because };
  return fewerThan === undefined
    ? { outcome: 'miss' }
    : { outcome: 'hit', evidence: [{ values: { count: String(sure.length) } }] };
}

function above(sure: Counted['sure'], limit: number, isGrouped: boolean): readonly Evidence[] {
  const groups = [...groupBy(sure, ({ group }) => group)].filter(([, members]) => members.length > limit);
  if (!isGrouped) return groups.map(([, members]) => ({ values: { count: String(members.length) } }));
  return groups.flatMap(([group, members]) =>
    members.map(({ object }) => ({
      object: refOf(object),
      values: { group, count: String(members.length) },
    })),
  );
}

function expression(
  name: string,
  text: string | undefined,
  result: DetectorExpression['result'],
): readonly DetectorExpression[] {
  return text === undefined ? [] : [{ field: [name], text, names: NAMES, result }];
}
