import { expect, test } from '@jest/globals';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { namespaceSelected, objectSelected } from '../../src/admission/selected-labels.ts';

const request = (group: string, kind: string, labels?: object): AdmissionRequest => ({
  kind: { group, version: 'v1', kind },
  resource: { group, version: 'v1', resource: 'things' },
  operation: kind === 'PodExecOptions' ? 'CONNECT' : 'CREATE',
  userInfo: {},
  object: { apiVersion: 'v1', kind, ...(labels === undefined ? {} : { metadata: { labels } }) },
  oldObject: null,
});

const WITHOUT_TEAM = { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] };

test.each([
  ['a pod without labels', request('', 'Pod', {}), true],
  ['a pod of a team', request('', 'Pod', { team: 'a' }), false],
  ['options of a connection, which have no metadata', request('', 'PodExecOptions'), false],
  ['a custom resource that is called options', request('example.dev', 'MachineOptions', {}), true],
  [
    'a custom resource that is called options, of a team',
    request('example.dev', 'MachineOptions', { team: 'a' }),
    false,
  ],
])('an objectSelector for what has no team: %s', (_, asked, selected) => {
  expect(objectSelected(WITHOUT_TEAM, asked)).toBe(selected);
});

test.each([
  ['kube-system', 'NotIn', false],
  ['kube-system', 'In', true],
  ['team-a', 'NotIn', true],
])(
  'a Namespace %s that is written carries the label of its name: %s kube-system: %s',
  (name, operator, selected) => {
    const selector = {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator, values: ['kube-system'] }],
    };
    const written: AdmissionRequest = {
      kind: { group: '', version: 'v1', kind: 'Namespace' },
      resource: { group: '', version: 'v1', resource: 'namespaces' },
      name,
      namespace: name,
      operation: 'CREATE',
      userInfo: {},
      object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      oldObject: null,
    };
    expect(namespaceSelected(selector, written, () => 'missing')).toBe(selected);
    expect(objectSelected(selector, written)).toBe(selected);
  },
);
