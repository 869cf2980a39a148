import { describe, expect, test } from '@jest/globals';
import { coverage } from '../../scripts/coverage.ts';
import { hazardDocs } from '../../scripts/hazard-docs.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { readMarkdown } from '../report/markdown-structure.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const compiled = compileKnowledge(knowledgeTexts());
const docs = new Map(hazardDocs(compiled).map(({ path, text }) => [path, text]));
const page = (id: string) => docs.get(`docs/hazards/${id}.md`) ?? '';
const index = docs.get('docs/hazards/README.md') ?? '';

describe('the page of a hazard', () => {
  test.each(compiled.hazards.map(({ hazard }) => [hazard.id, hazard] as const))('%s', (id, hazard) => {
    const text = page(id);
    expect(text).toContain(`from knowledge/hazards/`);
    expect(text).toContain('## What happens');
    expect(text).toContain('## Why');
    expect(text).toContain('## Example');
    expect(text).not.toMatch(/\{\{|undefined|\[object/);
    expect(readMarkdown(text).isClosed).toBe(true);
    for (const { url } of hazard.sources) expect(text).toContain(url);
  });

  test('shows the message with the evidence of its own hit case', () => {
    const text = page('stateful-sets-restart');
    expect(text).toContain('StatefulSet shop/postgres');
    expect(text).toContain('1.33.13 → 1.34.1');
  });

  test('shows a question as check asks it', () => {
    expect(page('kubelet-refuses-cgroup-v1')).toMatch(
      /## Example[\s\S]*Questions for you\n[\s\S]*How to tell:/,
    );
  });

  test('keeps commands whole', () => {
    expect(page('stateful-sets-restart')).toMatch(/^ {3}kubectl -n <namespace> patch statefulset .*$/m);
  });
});

describe('the index', () => {
  test('names every hazard twice, by minor and by component', () => {
    for (const { hazard } of compiled.hazards) {
      expect([hazard.id, index.split(`](${hazard.id}.md)`).length - 1]).toEqual([hazard.id, 2]);
    }
  });

  test('links only to pages that are there', () => {
    const links = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to);
    const beside = ['../coverage.md', '../catalogues/README.md'];
    expect(links.filter((to) => !beside.includes(to) && !docs.has(`docs/hazards/${to}`))).toEqual([]);
  });
});

describe('the coverage', () => {
  const { text } = coverage(compiled.knowledge);
  const rows = [...text.matchAll(/^\| (1\.\d+|all) \| (\d.* \| .*) \|$/gm)].map(
    ([, minor = '', cells = '']) => ({
      minor,
      counts: cells.split(' | ').map(Number),
    }),
  );

  test('has every minor, and sums that are right', () => {
    expect(rows.map(({ minor }) => minor)).toEqual([
      ...compiled.knowledge.releases.map(({ minor }) => minor),
      'all',
    ]);
    const sums = rows
      .slice(0, -1)
      .reduce<readonly number[]>(
        (sum, { counts }) => counts.map((count, index) => count + (sum[index] ?? 0)),
        [],
      );
    expect(rows.at(-1)?.counts).toEqual(sums);
    for (const { counts } of rows) expect(counts[0]).toBe((counts[1] ?? 0) + (counts[2] ?? 0));
  });

  test('says of every minor which release notes were read', () => {
    for (const { minor, notesRead } of compiled.knowledge.releases) {
      expect(notesRead).toContain(`${minor}.0`);
      expect(text).toContain(`| ${minor} | ${notesRead} |`);
    }
  });

  test('counts every hazard and every write', () => {
    expect(rows.at(-1)?.counts[0]).toBe(compiled.hazards.length);
    const beside = Number(/Beside these, (\d+) writes/.exec(text)?.[1]);
    const writes = compiled.knowledge.writes.reduce((sum, { writes }) => sum + writes.length, 0);
    expect((rows.at(-1)?.counts.at(-1) ?? 0) + beside).toBe(writes);
  });
});
