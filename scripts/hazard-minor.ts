import type { Hazard } from '../src/knowledge/shapes/hazard.ts';

/** The minor that brings a hazard: that of its first `introduced`, under which its file lies. */
export function minorOfHazard({ affects }: Pick<Hazard, 'affects'>): string {
  const first =
    affects.versions.flatMap((event) => ('introduced' in event ? [event.introduced] : []))[0] ?? '';
  return first.split('.').slice(0, 2).join('.');
}
