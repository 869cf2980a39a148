import type { Backend } from '../../admission/backend.ts';
import type { BackendsOption } from '../../admission/expected-answer.ts';
import type { Dispatch } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { Effect, Write } from '../../knowledge/shapes/writes.ts';
import type { Severity } from '../../severity.ts';
import type { PlannedWrite } from '../control-plane-write/planned-writes.ts';
import { SEVERITY_OF_EFFECT } from '../control-plane-write/stopped-writes.ts';

/** What becomes of a write of an installer, a node or a controller in front of one webhook. */
export interface ActorConsequence {
  readonly outcome: 'denied' | 'at-risk' | 'delayed' | 'unknown';
  readonly severity: Severity;
  readonly because: string;
}

/** The client time-out of a leader's lease renewal; a call that waits as long loses the lease (kubernetes/kubernetes#90217). */
const LEASE_TIMEOUT = 5;

/**
 * Draws the consequence for a writer that is not the new kube-apiserver. Such writers work while the API is up, so a backend in the cluster is no
 * deadlock in itself, and what answers today is no finding for writes that are made all day.
 */
export function drawActorConsequence(
  dispatch: Dispatch,
  planned: PlannedWrite,
  backends: BackendsOption,
  backend: Backend,
): ActorConsequence | undefined {
  const severity = SEVERITY_OF_EFFECT[planned.effect.effect];
  switch (dispatch.does) {
    case 'skip':
      return undefined;
    case 'refuse':
      return {
        outcome: 'denied',
        severity,
        because: `kube-apiserver refuses it without a call: ${dispatch.because}`,
      };
    case 'call':
      return ofCall(dispatch.webhook, planned, severity, backends, backend);
    case 'unknown': {
      const ifCalled = ofCall(dispatch.webhook, planned, severity, backends, backend);
      if (ifCalled?.outcome !== 'denied' && ifCalled?.outcome !== 'unknown') return undefined;
      return {
        outcome: 'unknown',
        severity: ifCalled.severity,
        because: `${dispatch.because}; if it is called, ${ifCalled.because}`,
      };
    }
  }
}

function ofCall(
  webhook: Webhook,
  { effect, write }: PlannedWrite,
  severity: Severity,
  backends: BackendsOption,
  backend: Backend,
): ActorConsequence | undefined {
  const answer = answerOf(backends, backend);
  if (webhook.failurePolicy === 'Ignore') {
    const isHeldUp = isLeaderLease(write, effect) && webhook.timeoutSeconds >= LEASE_TIMEOUT;
    return isHeldUp ? hangingLease(webhook.timeoutSeconds, answer, severity) : mutatedMirror(webhook, write);
  }
  switch (answer.state) {
    case 'silent':
      return { outcome: 'denied', severity, because: `it fails closed, and ${answer.because}` };
    case 'unknown':
      return {
        outcome: 'unknown',
        severity,
        because: `it fails closed, and what answers is not known: ${answer.because}`,
      };
    case 'answers':
      return hangsOnBackend(effect, write, backends, backend) ?? mutatedMirror(webhook, write);
  }
}

/** It answers now; what counts is how little takes that away. */
function hangsOnBackend(
  { effect }: Effect,
  write: Write,
  backends: BackendsOption,
  backend: Backend,
): ActorConsequence | undefined {
  if (effect !== 'nodes-not-ready' && effect !== 'exits') return undefined;
  if (backends === 'observed' && backend.state === 'answers' && backend.nodes.length === 1) {
    return {
      outcome: 'at-risk',
      severity: 'disruptive',
      because: `it fails closed, and all that answers runs on node ${backend.nodes[0]}: while the upgrade is at that node, nothing does`,
    };
  }
  return write.resource === 'leases'
    ? {
        outcome: 'at-risk',
        severity: 'caution',
        because:
          'it answers now and fails closed; leases are what nodes and controllers live on, and nothing should stand in front of them',
      }
    : undefined;
}

/** The API refuses a mirror pod that was changed on its way (enix/kube-image-keeper#560). */
function mutatedMirror(webhook: Webhook, write: Write): ActorConsequence | undefined {
  if (webhook.type !== 'Mutating' || !write.id.startsWith('mirror-pods')) return undefined;
  return {
    outcome: 'at-risk',
    severity: 'caution',
    because: 'it may change pods, and a mirror pod that was changed is refused whatever failurePolicy says',
  };
}

/** A leader's lease is the one write that a webhook which fails open can still break, by answering too late. */
function hangingLease(
  timeoutSeconds: number,
  answer: Answer,
  severity: Severity,
): ActorConsequence | undefined {
  const wait = `it fails open only after ${timeoutSeconds} s, and the lease is given up after ${LEASE_TIMEOUT} s`;
  switch (answer.state) {
    case 'silent':
      return {
        outcome: 'delayed',
        severity: answer.assumed ? severity : 'caution',
        because: `${wait}; ${answer.because}`,
      };
    case 'unknown':
    case 'answers':
      return {
        outcome: 'at-risk',
        severity: 'caution',
        because: `${wait}, if its backend ever hangs; ${answer.because}`,
      };
  }
}

type Answer =
  | { readonly state: 'answers' | 'unknown'; readonly because: string }
  | { readonly state: 'silent'; readonly assumed: boolean; readonly because: string };

function answerOf(backends: BackendsOption, backend: Backend): Answer {
  if (backends === 'down')
    return { state: 'silent', assumed: true, because: 'its backend is assumed to be down' };
  if (backends === 'up') return { state: 'answers', because: 'its backend is assumed to be up' };
  switch (backend.state) {
    case 'silent':
      return { state: 'silent', assumed: false, because: `nothing answers: ${backend.because}` };
    case 'unknown':
      return { state: 'unknown', because: backend.because };
    case 'answers':
      return { state: 'answers', because: `${backend.name} answers` };
  }
}

function isLeaderLease({ resource }: Write, { effect }: Effect): boolean {
  return resource === 'leases' && effect === 'exits';
}
