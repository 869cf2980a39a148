import { CelUnknown } from '../values/failure.ts';
import { Opaque } from '../values/value.ts';

export interface AuthorizerUser {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface ResourceAttributes {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** What an expression asks the authorizer: may this user do this to that resource, or to that path? */
export type AuthorizerAttributes = { readonly user: AuthorizerUser; readonly verb: string } & (
  | { readonly path: string }
  | ResourceAttributes
);

export interface AuthorizerDecision {
  readonly allowed: boolean;
  readonly reason?: string;
  readonly error?: string;
}

/** Answers what an expression asks the authorizer; undefined where it cannot be known. */
export type Decide = (attributes: AuthorizerAttributes) => AuthorizerDecision | undefined;

/** Who asks; the user is read only when a check is made, because the request may not be known. */
export interface Asking {
  readonly user: () => AuthorizerUser;
  readonly decide: Decide | undefined;
}

abstract class AuthorizerValue extends Opaque {
  readonly asking: Asking;

  constructor(asking: Asking) {
    super();
    this.asking = asking;
  }

  equals(other: Opaque): boolean {
    return this === other;
  }

  text(): string {
    return this.typeName;
  }
}

export class Authorizer extends AuthorizerValue {
  readonly typeName = 'kubernetes.authorization.Authorizer';
}

export class PathCheck extends AuthorizerValue {
  readonly typeName = 'kubernetes.authorization.PathCheck';
  readonly path: string;

  constructor(asking: Asking, path: string) {
    super(asking);
    this.path = path;
  }
}

export class GroupCheck extends AuthorizerValue {
  readonly typeName = 'kubernetes.authorization.GroupCheck';
  readonly group: string;

  constructor(asking: Asking, group: string) {
    super(asking);
    this.group = group;
  }
}

export class ResourceCheck extends AuthorizerValue {
  readonly typeName = 'kubernetes.authorization.ResourceCheck';
  readonly attributes: () => ResourceAttributes;

  constructor(asking: Asking, attributes: () => ResourceAttributes) {
    super(asking);
    this.attributes = attributes;
  }

  /** The same check with some attributes changed. */
  with(changed: Partial<ResourceAttributes>): ResourceCheck {
    return new ResourceCheck(this.asking, () => ({ ...this.attributes(), ...changed }));
  }
}

export class Decision extends AuthorizerValue {
  readonly typeName = 'kubernetes.authorization.Decision';
  readonly decision: AuthorizerDecision;

  constructor(asking: Asking, decision: AuthorizerDecision) {
    super(asking);
    this.decision = decision;
  }
}

/** Asks; what the authorizer says is unknown where nobody can tell. */
export function ask(
  asking: Asking,
  verb: string,
  what: { readonly path: string } | ResourceAttributes,
): Decision {
  if (asking.decide === undefined) throw new CelUnknown('what the authorizer says is not known');
  const user = asking.user();
  const decision = asking.decide({ user, verb, ...what });
  if (decision === undefined)
    throw new CelUnknown(
      `whether ${user.username} may ${verb} ${'path' in what ? what.path : what.resource} is not known`,
    );
  return new Decision(asking, decision);
}
