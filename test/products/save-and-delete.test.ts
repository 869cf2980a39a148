import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  restoreAllFrom,
  restoreFrom,
  saveAndDelete,
  saveAndDeleteInLoop,
} from '../../src/products/save-and-delete.ts';

/** A kubectl with one object in a file: it reads and deletes that, and says NotFound once it is gone. A deletion may lose its answer. */
const KUBECTL = `#!/bin/sh
cd "$(dirname "$0")"
case "$1" in
  get) cat object 2>/dev/null && exit 0; echo NotFound >&2; exit 1 ;;
  delete)
    if [ -e object ]; then rm object; [ ! -e loses-answer ]; exit; fi
    case "$*" in *--ignore-not-found*) exit 0 ;; esac
    exit 1 ;;
  create) cat > created ;;
esac
`;

const OBJECT = `apiVersion: v1
metadata:
  name: one
  ownerReferences:
  - name: owner
    uid: abc
  resourceVersion: "7"
  uid: def
`;

let here = '';
const at = (file: string) => join(here, file);
const run = (command: string) =>
  execFileSync('bash', ['-c', command], {
    cwd: here,
    env: { PATH: `${here}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
  });
const ONE = { resource: 'x', names: 'one', backup: 'x-one.yaml' };

beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), 'holdshort-'));
  writeFileSync(at('kubectl'), KUBECTL);
  chmodSync(at('kubectl'), 0o755);
  writeFileSync(at('object'), OBJECT);
});

describe('save and delete', () => {
  test('keeps what it deletes, also when it is pasted again', () => {
    run(saveAndDelete(ONE));
    expect(existsSync(at('object'))).toBe(false);
    expect(() => run(saveAndDelete(ONE))).toThrow();
    expect(readFileSync(at('x-one.yaml'), 'utf8')).toBe(OBJECT);
  });

  test('deletes nothing that it could not keep', () => {
    expect(() => run(saveAndDelete({ ...ONE, backup: 'no-such-folder/x.yaml' }))).toThrow();
    expect(existsSync(at('object'))).toBe(true);
  });
});

test('the loop ends where the answer of the deletion was lost', () => {
  writeFileSync(at('loses-answer'), '');
  run(saveAndDeleteInLoop(ONE, 'kubectl'));
  expect(existsSync(at('object'))).toBe(false);
  expect(readFileSync(at('x-one.yaml'), 'utf8')).toBe(OBJECT);
});

describe('what was kept is created again', () => {
  test('without what only a stored object has, and with its owner', () => {
    run(saveAndDelete(ONE));
    rmSync(at('x-one.yaml.new'), { force: true });
    run(restoreFrom('x-one.yaml'));
    expect(readFileSync(at('created'), 'utf8')).toBe(
      OBJECT.replace('  resourceVersion: "7"\n  uid: def\n', ''),
    );
  });

  test('the same for several in one file', () => {
    const indented = OBJECT.split('\n').map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
    writeFileSync(at('list.yaml'), `apiVersion: v1\nitems:\n${indented.join('\n')}\nkind: List\n`);
    run(restoreAllFrom('list.yaml'));
    const created = readFileSync(at('created'), 'utf8');
    expect(created).not.toMatch(/uid: def|resourceVersion/);
    expect(created).toContain('uid: abc');
  });
});
