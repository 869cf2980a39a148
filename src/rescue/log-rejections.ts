import { withoutEnd } from '../without-end.ts';
import type { Rejection, Rejector } from './log-reading.ts';

/** A rejection as one line tells it. */
export interface RejectedLine {
  readonly by: Rejector;
  readonly way: Rejection['way'];
  readonly detail: string;
}

/** Longest reason that is kept. */
const LONGEST = 400;

/** Reads a line in which a webhook or a policy turned a write away. A call that failed open turned nothing away. */
export function rejectionOf(line: string): RejectedLine | undefined {
  if (/failing open/i.test(line)) return undefined;
  return deniedByWebhook(line) ?? deniedByPolicy(line) ?? failedCall(line);
}

/** apiserver `pkg/admission/plugin/webhook/errors/statuserror.go` (Kubernetes 1.36). */
function deniedByWebhook(line: string): RejectedLine | undefined {
  const match = /admission webhook "([^"]{1,300})" denied the request(?:: (.*)| without explanation)?/.exec(
    line,
  );
  if (match === null) return undefined;
  return {
    by: { type: 'webhook', name: match[1] ?? '' },
    way: 'denied',
    detail: tidy(match[2] ?? 'it gave no reason'),
  };
}

/** apiserver `pkg/admission/plugin/policy/validating/dispatcher.go` (Kubernetes 1.36). */
function deniedByPolicy(line: string): RejectedLine | undefined {
  const match =
    /(Validating|Mutating)AdmissionPolicy '([^']{1,300})'(?: with binding '([^']{1,300})')? denied request: ?(.*)/.exec(
      line,
    );
  if (match === null) return undefined;
  const [, type, name = '', binding, detail = ''] = match;
  return {
    by: {
      type: type === 'Mutating' ? 'mutating policy' : 'policy',
      name,
      ...(binding === undefined ? {} : { binding }),
    },
    way: 'denied',
    detail: tidy(detail),
  };
}

/** apiserver `pkg/admission/plugin/webhook/errors` and `webhook.go` ErrCallingWebhook (Kubernetes 1.36). */
function failedCall(line: string): RejectedLine | undefined {
  const match = /failed calling webhook "([^"]{1,300})": (?:failed to call webhook: )?(.*)/.exec(line);
  if (match === null) return undefined;
  const [, name = '', detail = ''] = match;
  const service = /https:\/\/([a-z0-9-]{1,63})\.([a-z0-9-]{1,63})\.svc(?:[:/.]|$)/.exec(detail);
  return {
    by: {
      type: 'webhook',
      name,
      ...(service === null ? {} : { service: `${service[2]}/${service[1]}` }),
    },
    way: wayOf(detail),
    detail: tidy(detail),
  };
}

function wayOf(detail: string): Rejection['way'] {
  if (/x509|tls: |certificate/i.test(detail)) return 'untrusted';
  if (/deadline exceeded|timeout awaiting|Client\.Timeout|i\/o timeout/.test(detail)) return 'timed-out';
  if (/dial tcp|connection refused|no endpoints|not found|unreachable|No agent available|EOF/.test(detail)) {
    return 'unreachable';
  }
  return 'failed';
}

/** Without what structured logging puts behind the message, and without a url's query. */
function tidy(detail: string): string {
  const message = detail.replace(/" (?:logger|err|controller)=.*$/, '').replace(/\?timeout=\d+m?s/, '');
  return withoutEnd(message, '",}]').slice(0, LONGEST);
}
