/** Why something could not be read. `because` never holds an address with credentials, a header or a body. */
export interface ReadFailure {
  readonly kind:
    | 'forbidden'
    | 'unauthorized'
    | 'missing'
    | 'expired'
    | 'refused'
    | 'unreachable'
    | 'untrusted'
    | 'timeout'
    | 'malformed';
  readonly because: string;
  readonly status?: number;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure };

/** A reading that succeeded. */
export function readingOf<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** A reading that failed. */
export function failed<T>(kind: ReadFailure['kind'], because: string, status?: number): Reading<T> {
  return { ok: false, failure: status === undefined ? { kind, because } : { kind, because, status } };
}
