import { describe, expect, test } from '@jest/globals';
import type { Backend } from '../../src/admission/backend.ts';
import { type Circumstances, drawConsequence } from '../../src/admission/consequence.ts';
import type { Dispatch } from '../../src/admission/simulate.ts';
import { webhooksOf } from '../../src/admission/webhook.ts';
import { known, unknown } from '../../src/facts/fact.ts';

const dispatchOf = (failurePolicy: 'Fail' | 'Ignore', timeoutSeconds = 10): Dispatch => {
  const [webhook] = webhooksOf({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'c' },
    webhooks: [{ name: 'w', failurePolicy, timeoutSeconds }],
  });
  if (webhook === undefined) throw new Error('the configuration has one webhook');
  const kind = { group: '', version: 'v1', kind: 'Pod' };
  return { webhook, does: 'call', as: { kind, resource: { group: '', version: 'v1', resource: 'pods' } } };
};

const pods = (...nodes: string[]): Backend => ({
  state: 'answers',
  name: 'engine/webhook',
  inCluster: true,
  pods: nodes.length,
  nodes: [...new Set(nodes)],
});
const OUTSIDE: Backend = { state: 'answers', name: 'engine/webhook', inCluster: false, pods: 0, nodes: [] };
const SILENT: Backend = { state: 'silent', name: 'engine/webhook', because: 'no endpoint of it is ready' };
const UNSEEN: Backend = { state: 'unknown', name: 'engine/webhook', because: 'it is called by url' };

const draw = (dispatch: Dispatch, changes: Partial<Circumstances>) =>
  drawConsequence(dispatch, {
    backends: 'observed',
    backend: pods('w1', 'w2'),
    controlPlanes: known(['cp1', 'cp2', 'cp3']),
    severityIfDenied: 'blocker',
    isNewKind: false,
    pace: { calls: 1, deadlineSeconds: 60, whenLate: 'fails' },
    ...changes,
  });

describe('a webhook that fails closed', () => {
  test.each<[string, Partial<Circumstances>, string, string]>([
    ['pods on workers', {}, 'at-risk', 'caution'],
    ['the same, a kind that the old version does not serve', { isNewKind: true }, 'at-risk', 'disruptive'],
    ['the same, a write that is not needed', { severityIfDenied: 'caution' }, 'at-risk', 'info'],
    ['all pods on one node of the control plane', { backend: pods('cp2', 'cp2') }, 'at-risk', 'disruptive'],
    ['one pod on a node of the control plane', { backend: pods('cp2') }, 'at-risk', 'disruptive'],
    ['pods on two nodes of the control plane', { backend: pods('cp1', 'cp2') }, 'at-risk', 'caution'],
    ['the only control plane restarts', { controlPlanes: known(['cp1']) }, 'denied', 'blocker'],
    [
      'the same, outside the cluster, where nobody probes',
      { controlPlanes: known(['cp1']), backend: OUTSIDE },
      'unknown',
      'blocker',
    ],
    ['nothing is ready', { backend: SILENT }, 'denied', 'blocker'],
    [
      'nothing is ready, a write that is not needed',
      { backend: SILENT, severityIfDenied: 'caution' },
      'denied',
      'caution',
    ],
    ['it cannot be seen', { backend: UNSEEN }, 'unknown', 'blocker'],
    [
      'the control planes cannot be counted',
      { controlPlanes: unknown('nodes cannot be listed') },
      'unknown',
      'blocker',
    ],
    ['assumed to be down', { backends: 'down' }, 'denied', 'blocker'],
    ['assumed to be up', { backends: 'up', backend: SILENT }, 'at-risk', 'caution'],
  ])('%s', (_what, changes, outcome, severity) => {
    expect(draw(dispatchOf('Fail'), changes)).toMatchObject({ outcome, severity });
  });
});

describe('a webhook that fails open', () => {
  test('an answer that says no is not ignored', () => {
    expect(draw(dispatchOf('Ignore'), {})).toMatchObject({ outcome: 'at-risk', severity: 'caution' });
  });

  test.each<[string, number, Partial<Circumstances>, string, RegExp]>([
    ['its calls would take too long if nothing does', 7, {}, 'blocker', /7 calls make 70 s/],
    ['they would not', 6, {}, 'caution', /it may still deny it/],
    ['they would not, and the kind is new', 6, { isNewKind: true }, 'disruptive', /may deny a kind/],
    ['the write is not needed', 7, { severityIfDenied: 'caution' }, 'info', /it may still deny it/],
  ])('what will answer is not known: %s', (_what, calls, changes, severity, because) => {
    const pace = { calls, deadlineSeconds: 60, whenLate: 'fails' } as const;
    expect(draw(dispatchOf('Ignore'), { backend: UNSEEN, pace, ...changes })).toEqual({
      outcome: 'unknown',
      severity,
      because: expect.stringMatching(because),
    });
  });

  test.each<[string, number, Partial<Circumstances>, string, string]>([
    [
      'refused at once',
      10,
      { backend: SILENT, pace: { calls: 100, deadlineSeconds: 60, whenLate: 'fails' } },
      'delayed',
      'info',
    ],
    [
      'six calls in a minute',
      10,
      { pace: { calls: 6, deadlineSeconds: 60, whenLate: 'fails' } },
      'delayed',
      'info',
    ],
    [
      'seven calls in a minute',
      10,
      { pace: { calls: 7, deadlineSeconds: 60, whenLate: 'fails' } },
      'delayed',
      'blocker',
    ],
    [
      'seven short calls',
      3,
      { pace: { calls: 7, deadlineSeconds: 60, whenLate: 'fails' } },
      'delayed',
      'info',
    ],
    [
      'a hook that goes on',
      10,
      { pace: { calls: 20, deadlineSeconds: 30, whenLate: 'goes-on' } },
      'delayed',
      'caution',
    ],
    [
      'no deadline',
      30,
      { pace: { calls: 20, deadlineSeconds: undefined, whenLate: undefined } },
      'delayed',
      'info',
    ],
    [
      'a write that is not needed',
      30,
      { severityIfDenied: 'caution', pace: { calls: 20, deadlineSeconds: 60, whenLate: 'fails' } },
      'delayed',
      'info',
    ],
    [
      'an unknown number of calls',
      10,
      { pace: { calls: 1, mayBeMore: 'services cannot be listed', deadlineSeconds: 60, whenLate: 'fails' } },
      'unknown',
      'blocker',
    ],
  ])('the only control plane restarts: %s', (_what, timeoutSeconds, changes, outcome, severity) => {
    expect(
      draw(dispatchOf('Ignore', timeoutSeconds), { controlPlanes: known(['cp1']), ...changes }),
    ).toMatchObject({ outcome, severity });
  });

  test('how long it takes is said', () => {
    const pace = { calls: 201, deadlineSeconds: 60, whenLate: 'fails' } as const;
    const { because } = draw(dispatchOf('Ignore'), { backends: 'down', pace }) ?? {};
    expect(because).toContain('201 calls make 2010 s, and the writer gives itself 60 s');
  });
});

test('a webhook that is not called has no consequence, one that may be called has an unknown one', () => {
  const { webhook } = dispatchOf('Fail');
  expect(draw({ webhook, does: 'skip', step: 'rules', because: 'no rule matches' }, {})).toBeUndefined();
  expect(
    draw({ webhook, does: 'unknown', because: 'labels are not known' }, { backend: SILENT }),
  ).toMatchObject({
    outcome: 'unknown',
    severity: 'blocker',
    because: expect.stringMatching(/^labels are not known; if it is called, it fails closed/),
  });
});
