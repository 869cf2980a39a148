import { SEVERITIES, type Severity } from '../severity.ts';
import type { Backend } from './backend.ts';
import {
  type BackendsOption,
  type ControlPlanes,
  type ExpectedAnswer,
  expectAnswer,
} from './expected-answer.ts';
import type { Dispatch } from './simulate.ts';
import type { Webhook } from './webhook.ts';

export type { BackendsOption };

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
  /** The nodes of the control plane that serve. */
  readonly controlPlanes: ControlPlanes;
  /** How bad it is if the write is denied. */
  readonly severityIfDenied: Severity;
  /** Whether the version the hop leaves does not serve the kind yet. */
  readonly isNewKind: boolean;
  readonly pace: Pace;
}

/** The time that the writer gives itself for this write and the others it makes in the same breath. */
export interface Pace {
  /** Calls of this webhook for those writes: one after another. */
  readonly calls: number;
  /** Seconds that those writes wait for all webhooks that time out, this one among them; absent where only this one is looked at. */
  readonly secondsOfAll?: number;
  /** Why there may be more calls; absent where all are counted. */
  readonly mayBeMore?: string;
  readonly deadlineSeconds: number | undefined;
  readonly whenLate: 'fails' | 'goes-on' | undefined;
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
      return ofCall(dispatch.webhook, circumstances);
    case 'unknown': {
      const ifCalled = ofCall(dispatch.webhook, circumstances);
      return {
        ...ifCalled,
        outcome: 'unknown',
        because: `${dispatch.because}; if it is called, ${ifCalled.because}`,
      };
    }
  }
}

function ofCall(webhook: Webhook, circumstances: Circumstances): Consequence {
  const { backends, backend, controlPlanes, severityIfDenied } = circumstances;
  const answer = expectAnswer(backends, backend, controlPlanes);
  const failsClosed = webhook.failurePolicy === 'Fail';
  switch (answer.state) {
    case 'silent':
      return failsClosed
        ? {
            outcome: 'denied',
            severity: severityIfDenied,
            because: `it fails closed and nothing will answer: ${answer.because}`,
          }
        : delayed(webhook, answer, circumstances);
    case 'falters':
      return failsClosed && severityIfDenied === 'blocker'
        ? { outcome: 'at-risk', severity: 'disruptive', because: `it fails closed, and ${answer.because}` }
        : atRisk(circumstances, answer.because);
    case 'answers':
      return atRisk(circumstances, answer.because);
    case 'unknown':
      return failsClosed
        ? {
            outcome: 'unknown',
            severity: severityIfDenied,
            because: `it fails closed, and what will answer is not known: ${answer.because}`,
          }
        : unknownAndOpen(webhook, answer.because, circumstances);
  }
}

/** It may deny if it answers, and may keep the writer waiting if it does not: the worse of the two. */
function unknownAndOpen(webhook: Webhook, reason: string, circumstances: Circumstances): Consequence {
  const because = `what will answer is not known: ${reason}`;
  const ifAnswered = atRisk(circumstances, reason);
  const ifSilent = delayed(webhook, { state: 'silent', fails: 'late', because }, circumstances);
  const isWorse = SEVERITIES.indexOf(ifSilent.severity) < SEVERITIES.indexOf(ifAnswered.severity);
  return { ...(isWorse ? ifSilent : ifAnswered), outcome: 'unknown' };
}

/**
 * Failing open takes a time-out for each call where nothing refuses the connection: measured, `timeoutSeconds: 10` on everything made
 * kube-apiserver ready after 132 s instead of 3. A hook that gives up in the meantime fails as if the write had been denied.
 */
function delayed(
  { timeoutSeconds }: Webhook,
  answer: ExpectedAnswer & { state: 'silent' },
  { pace, severityIfDenied }: Circumstances,
): Consequence {
  const { calls, deadlineSeconds, mayBeMore, secondsOfAll = 0, whenLate } = pace;
  const outcome = 'delayed';
  if (answer.fails === 'at-once') {
    return { outcome, severity: 'info', because: `it fails open, at once, since ${answer.because}` };
  }
  const wait = `it fails open; each call may wait up to ${timeoutSeconds} s, since ${answer.because}`;
  const own = timeoutSeconds * calls;
  const total = Math.max(own, secondsOfAll);
  if (deadlineSeconds === undefined || severityIfDenied !== 'blocker')
    return { outcome, severity: 'info', because: wait };
  const inAll = total > own ? `, ${total} s with those of other webhooks` : '';
  const sum = `${wait}; ${calls} ${calls === 1 ? 'call makes' : 'calls make'} ${own} s${inAll}, and the writer gives itself ${deadlineSeconds} s`;
  if (total > deadlineSeconds) {
    return { outcome, severity: whenLate === 'fails' ? severityIfDenied : 'caution', because: sum };
  }
  return mayBeMore === undefined || whenLate !== 'fails'
    ? { outcome, severity: 'info', because: wait }
    : {
        outcome: 'unknown',
        severity: severityIfDenied,
        because: `${sum}; there may be more calls: ${mayBeMore}`,
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
