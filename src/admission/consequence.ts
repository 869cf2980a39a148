import type { Fact } from '../facts/fact.ts';
import type { Severity } from '../severity.ts';
import type { Backend } from './backend.ts';
import type { Dispatch } from './simulate.ts';

/** What is assumed of webhook backends while the upgrade writes. */
export type BackendsOption = 'observed' | 'up' | 'down';

/** What becomes of a write in front of one webhook. */
export interface Consequence {
  readonly outcome: 'denied' | 'at-risk' | 'delayed' | 'unknown';
  readonly severity: Severity;
  /** Why, as a clause. */
  readonly because: string;
}

/** What a consequence is drawn from. */
export interface Circumstances {
  readonly backends: BackendsOption;
  readonly backend: Backend;
  /** How many kube-apiservers there are. */
  readonly controlPlanes: Fact<number>;
  /** How bad it is if the write is denied. */
  readonly severityIfDenied: Severity;
  /** Whether the version the hop leaves does not serve the kind yet. */
  readonly isNewKind: boolean;
}

/**
 * Draws the consequence of a webhook for a write: undefined where it does not matter. Being called is not failing:
 * what counts is what answers there, and who waits for whom.
 */
export function drawConsequence(dispatch: Dispatch, circumstances: Circumstances): Consequence | undefined {
  switch (dispatch.does) {
    case 'skip':
      return undefined;
    case 'refuse':
      return {
        outcome: 'denied',
        severity: circumstances.severityIfDenied,
        because: `kube-apiserver refuses it without a call: ${dispatch.because}`,
      };
    case 'call':
      return ofCall(dispatch.webhook.failurePolicy, dispatch.webhook.timeoutSeconds, circumstances);
    case 'unknown': {
      const ifCalled = ofCall(dispatch.webhook.failurePolicy, dispatch.webhook.timeoutSeconds, circumstances);
      if (ifCalled === undefined) return undefined;
      return {
        ...ifCalled,
        outcome: 'unknown',
        because: `${dispatch.because}; if it is called, ${ifCalled.because}`,
      };
    }
  }
}

function ofCall(
  failurePolicy: 'Fail' | 'Ignore',
  timeoutSeconds: number,
  circumstances: Circumstances,
): Consequence | undefined {
  const answer = expectAnswer(circumstances);
  switch (answer.state) {
    case 'silent':
      return failurePolicy === 'Fail'
        ? {
            outcome: 'denied',
            severity: circumstances.severityIfDenied,
            because: `it fails closed and nothing will answer: ${answer.because}`,
          }
        : {
            outcome: 'delayed',
            severity: 'info',
            because: `it fails open; each call may wait up to ${timeoutSeconds} s, since ${answer.because}`,
          };
    case 'answers':
      return atRisk(circumstances, answer.because);
    case 'unknown':
      return failurePolicy === 'Fail'
        ? {
            outcome: 'unknown',
            severity: circumstances.severityIfDenied,
            because: `it fails closed, and what will answer is not known: ${answer.because}`,
          }
        : { ...atRisk(circumstances, answer.because), outcome: 'unknown' };
  }
}

type Answer = { readonly state: 'answers' | 'silent' | 'unknown'; readonly because: string };

/** Whether something will answer at the moment of the write. */
function expectAnswer({ backends, backend, controlPlanes }: Circumstances): Answer {
  if (backends === 'down') return { state: 'silent', because: 'backends are assumed to be down' };
  if (backends === 'up') return { state: 'answers', because: 'backends are assumed to be up' };
  if (backend.state !== 'answers') return backend;
  if (!backend.inCluster)
    return { state: 'answers', because: `${backend.name} leads out of the cluster to something ready` };
  if (controlPlanes.state !== 'known') {
    return {
      state: 'unknown',
      because: `${backend.name} runs inside the cluster, and ${controlPlanes.state === 'unknown' ? controlPlanes.because : `there may be more than ${controlPlanes.value} control planes: ${controlPlanes.because}`}`,
    };
  }
  if (controlPlanes.value === 1) {
    return {
      state: 'silent',
      because: `the only control-plane node is restarting, and ${backend.name} runs inside the cluster: each waits for the other`,
    };
  }
  const place = backend.nodes.length === 1 ? `, all on node ${backend.nodes[0]}` : '';
  return {
    state: 'answers',
    because: `${backend.name} has ${backend.pods} ready ${backend.pods === 1 ? 'pod' : 'pods'}${place}`,
  };
}

/** A denial is a denial whatever failurePolicy says; an engine that still sees the old API may deny a kind it does not know (kubernetes/kubernetes#137356). */
function atRisk({ isNewKind, severityIfDenied }: Circumstances, because: string): Consequence {
  if (severityIfDenied !== 'blocker')
    return { outcome: 'at-risk', severity: 'info', because: `${because}; it may still deny it` };
  return isNewKind
    ? {
        outcome: 'at-risk',
        severity: 'disruptive',
        because: `${because}; it may deny a kind that the old version does not serve yet`,
      }
    : { outcome: 'at-risk', severity: 'caution', because: `${because}; it may still deny it` };
}
