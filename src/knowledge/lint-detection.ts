import { detectorsIn, type NamedDetector } from '../detectors/detect.ts';
import type { DetectorExpression } from '../detectors/detector.ts';
import { compileCondition, compileText } from '../detectors/expression.ts';
import { DETECTORS, detectorNamed } from '../detectors/registry.ts';
import type { Fault, LintContext, LintRule } from './lint-rule.ts';

/** A detection may only name detectors that exist, facts that somebody collects, and CEL that compiles. */
export const lintDetection: LintRule = ({ hazard }, context) =>
  detectorsIn(hazard.detect).flatMap((named) => faultsOf(named, context));

function faultsOf({ name, params, field: below }: NamedDetector, context: LintContext): readonly Fault[] {
  const field = ['detect', ...below];
  if (name === 'ask')
    return [{ field, what: 'a question must be the whole detection; use relevant to narrow it down' }];
  const detector = detectorNamed(name);
  if (detector === undefined) {
    const known = ['all', 'any', 'not', 'ask', ...Object.keys(DETECTORS)].join(', ');
    return [{ field, what: `there is no detector ${name}; there are ${known}` }];
  }
  const unread = detector.needs(params).filter((fact) => !context.collected.has(fact));
  return [
    ...unread.map((fact) => ({
      field,
      what: `nobody collects ${fact.replace(/^objects\//, '')}, so it would always be unknown; see src/cluster/${fact.startsWith('metrics/') ? 'metrics' : 'collectors'}.ts`,
    })),
    ...(detector.expressions?.(params) ?? []).flatMap((expression) => invalid(expression, field)),
  ];
}

function invalid(
  { field, text, names, result }: DetectorExpression,
  at: readonly (string | number)[],
): readonly Fault[] {
  const compiled = result === 'bool' ? compileCondition(text, names) : compileText(text, names);
  if (!('compileError' in compiled)) return [];
  return [
    {
      field: [...at, ...field],
      what: `is no CEL over ${names.join(', ')}: ${compiled.compileError}`,
    },
  ];
}
