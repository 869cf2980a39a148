import type { ObjectRef } from '../facts/kube-object.ts';
import type { Answer, Waiver } from './waiver-file.ts';

/** A waiver or an answer that did not do what its author wanted, and why. */
export interface WaiverRemark {
  readonly type: 'waiver' | 'answer';
  readonly hazard: string;
  /** `Node w1`, where the waiver names an object. */
  readonly object?: string;
  readonly owner: string;
  readonly state: 'expired' | 'unused' | 'outdated' | 'partial' | 'too-wide' | 'not-acknowledged';
  /** Why it has no effect, as a clause. */
  readonly because: string;
}

/** Makes a remark about a waiver. */
export function remarkOn(
  { hazard, object, owner }: Waiver,
  state: WaiverRemark['state'],
  because: string,
): WaiverRemark {
  return {
    type: 'waiver',
    hazard,
    ...(object === undefined ? {} : { object: objectText(object) }),
    owner,
    state,
    because,
  };
}

/** Makes a remark about an answer. */
export function remarkOnAnswer(
  { hazard, owner }: Answer,
  state: WaiverRemark['state'],
  because: string,
): WaiverRemark {
  return { type: 'answer', hazard, owner, state, because };
}

/** `Service kyverno/kyverno-svc`. */
export function objectText({ kind, namespace, name }: LooseRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

type LooseRef = Omit<ObjectRef, 'namespace'> & { readonly namespace?: string | undefined };
