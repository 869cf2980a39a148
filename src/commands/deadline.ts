/** A signal that is aborted by a time or by another signal, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Lets go of timer and listener. */
  readonly end: () => void;
}

/**
 * Makes a deadline. `AbortSignal.any` holds what it is made of weakly (Node 20): an `AbortSignal.timeout` that nothing else holds is
 * collected with the garbage, and never fires.
 */
export function deadlineAfter(milliseconds: number, interrupted: AbortSignal): Deadline {
  const controller = new AbortController();
  const interrupt = () => controller.abort(interrupted.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException('the time is over', 'TimeoutError')),
    milliseconds,
  );
  if (interrupted.aborted) interrupt();
  else interrupted.addEventListener('abort', interrupt, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      interrupted.removeEventListener('abort', interrupt);
    },
  };
}
