import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { runCli } from '../support/run-cli.ts';
import { MANIFEST_SHAPES } from './manifest-shapes.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
/** Options and waivers of holdshort; kustomize makes a ConfigMap of them. */
const OWN = ['holdshort.yaml', 'waivers.yaml'];
const files = readdirSync(DEPLOY).filter((name) => name.endsWith('.yaml') && !OWN.includes(name));

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}
const manifests = files.flatMap((file) =>
  loadAll(readFileSync(DEPLOY + file, 'utf8'), undefined, { schema: CORE_SCHEMA }).map((document) => {
    const { apiVersion, kind } = document as Named;
    return [`${apiVersion} ${kind}`, document as object] as const;
  }),
);

/** What the shape says of a manifest; undefined where there is no such kind. */
const problemsOf = (kind: string, document: unknown) =>
  MANIFEST_SHAPES[kind]
    ?.safeParse(document)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  (kind in MANIFEST_SHAPES ? [] : undefined);

describe('manifests under deploy/', () => {
  test.each(manifests)('%s has the fields that the API takes, and no other', (kind, document) => {
    expect(problemsOf(kind, document)).toEqual([]);
  });

  test('there is one of each kind that is written down', () => {
    expect(manifests.map(([kind]) => kind).sort()).toEqual(Object.keys(MANIFEST_SHAPES).sort());
  });

  test.each(manifests)('of %s no field can be left out or added unseen', (kind, document) => {
    for (const damaged of damages(document)) expect(problemsOf(kind, damaged)).not.toEqual([]);
  });

  test('the role is what holdshort rbac prints, byte for byte', async () => {
    const { code, stdout, stderr } = await runCli(['rbac']);
    expect([code, stderr]).toEqual([0, '']);
    expect(readFileSync(`${DEPLOY}cluster-role.yaml`, 'utf8')).toBe(stdout);
  });
});

/** The document with one field renamed, at every place in it. */
function damages(document: object): readonly object[] {
  const places: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...path, index]);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, one] of Object.entries(value)) {
        // Labels may have any name.
        if (path.at(-1) !== 'labels') places.push([...path, name]);
        walk(one, [...path, name]);
      }
    }
  };
  walk(document, []);
  expect(places.length).toBeGreaterThan(3);
  return places.map((place) => {
    const copy = structuredClone(document) as Record<string, unknown>;
    const parent = place
      .slice(0, -1)
      .reduce((at: Record<string, unknown>, key) => at[key] as typeof at, copy);
    const name = String(place.at(-1));
    const slip = name.slice(0, -1);
    parent[slip] = parent[name];
    delete parent[name];
    return copy;
  });
}
