import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/components/command-line.ts';

const read = (command: readonly string[], args: readonly string[] = []) => {
  const flags = readCommandLine('kube-apiserver', command, args);
  return flags?.map(({ name, value }) => `${name}=${value}`);
};

describe('the flags of a command line', () => {
  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['in the command, as kubeadm writes them', ['kube-apiserver', '--a=b'], [], ['a=b']],
    ['in args beside a command, as RKE2 does', ['/usr/local/bin/kube-apiserver'], ['--a=b'], ['a=b']],
    ['in args alone, where the image starts the binary', [], ['--a=b', '--c'], ['a=b', 'c=true']],
    ['as two words', ['kube-apiserver', '--a', 'b', '--c', '--d=e'], [], ['a=b', 'c=true', 'd=e']],
    ['with the same flag twice', ['kube-apiserver', '--a=b', '--a=c'], [], ['a=b', 'a=c']],
    ['with underscores', ['kube-apiserver', '--cloud_provider=aws'], [], ['cloud-provider=aws']],
    [
      'with an equals sign in the value',
      ['kube-apiserver', '--feature-gates=A=true,B=false'],
      [],
      ['feature-gates=A=true,B=false'],
    ],
    [
      'behind a log redirector',
      ['/go-runner', '--log-file=/x', '/usr/local/bin/kube-apiserver', '--a=b'],
      [],
      ['a=b'],
    ],
    [
      'inside a shell',
      ['/bin/sh', '-c', 'exec /usr/local/bin/kube-apiserver --a=b --c="d e" 2>&1'],
      [],
      ['a=b', 'c=d e'],
    ],
    ['as a subcommand of hyperkube', ['/hyperkube', 'kube-apiserver', '--a=b'], [], ['a=b']],
  ])('%s', (_, command, args, expected) => {
    expect(read(command, args)).toEqual(expected);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['no words', [], []],
    ['a script of its own', ['/start.sh'], ['--a=b']],
  ])('are not shown by %s', (_, command, args) => {
    expect(read(command, args)).toBeUndefined();
  });
});
