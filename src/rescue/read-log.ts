import { withoutEnd } from '../without-end.ts';
import { attemptedObject, closesAttempt, objectOf } from './log-objects.ts';
import type { FailedHook, LogReading, Rejection, Trouble } from './log-reading.ts';
import { type RejectedLine, rejectionOf } from './log-rejections.ts';
import { troubleOf } from './log-troubles.ts';

/** Longest line that is looked at; what follows in it repeats what it began with. */
const LONGEST_LINE = 8000;

/** Most objects that are kept of one rejection. */
const MOST_OBJECTS = 500;

type Growing<T> = { -readonly [Field in keyof T]: T[Field] };

/**
 * Reads what a log says: klog's text or JSON, with or without what a container runtime, journald or talosctl puts in front of each line.
 * Only what is recognised counts; a log in which nothing is recognised is no sign of health.
 */
export function readLog(text: string): LogReading {
  const hooks = new Map<string, FailedHook>();
  const rejections = new Map<string, Growing<Rejection> & { objects: string[] }>();
  const troubles = new Map<string, Growing<Trouble>>();
  const lines = text.split(/\r?\n/);
  let version: string | undefined;
  let attempted: string | undefined;
  let last: RejectedLine | undefined;
  lines.forEach((raw, index) => {
    const line = plain(raw);
    const number = index + 1;
    version ??= /"?Version"?[:=] ?"?(v1\.\d{1,3}\.\d{1,3}[\w.+-]{0,40})/.exec(line)?.[1];
    attempted = attemptedObject(line) ?? attempted;
    const hook = hookOf(line, number);
    if (hook !== undefined) keepHook(hooks, hook);
    const rejected = rejectionOf(line);
    if (rejected !== undefined) {
      last = rejected;
      keepRejection(rejections, rejected, objectOf(line), number);
    } else {
      const trouble = troubleOf(line);
      if (trouble !== undefined) keepTrouble(troubles, trouble, line, number);
    }
    if (attempted !== undefined && last !== undefined && closesAttempt(line, attempted)) {
      addObject(rejections.get(keyOf(last)), attempted);
    }
  });
  return {
    ...(version === undefined ? {} : { version }),
    hooks: [...hooks.values()],
    rejections: [...rejections.values()],
    troubles: [...troubles.values()],
    lines: text.endsWith('\n') ? lines.length - 1 : lines.length,
  };
}

/** One level of quoting is enough to read; colours and the halves of JSON's escapes are not. */
function plain(raw: string): string {
  return raw
    .slice(0, LONGEST_LINE)
    .replace(/\p{Cc}\[[\d;]*m/gu, '')
    .replace(/(?<!\\)\\+"/g, '"');
}

function hookOf(line: string, number: number): FailedHook | undefined {
  const fatal = /PostStartHook "([^"]{1,200})" failed: (.{1,400})/.exec(line);
  if (fatal !== null) {
    return {
      name: fatal[1] ?? '',
      because: withoutEnd(fatal[2] ?? '', '"}'),
      fate: 'exits',
      line: number,
    };
  }
  const check = /\[-\](?:poststarthook\/)?([\w/-]{1,200}) failed/.exec(line);
  if (check === null) return undefined;
  return {
    name: check[1] ?? '',
    because: 'the health check says that it has not finished',
    fate: 'not-ready',
    line: number,
  };
}

/** That a hook ended the process tells more than that it had not finished a second before. */
function keepHook(hooks: Map<string, FailedHook>, hook: FailedHook): void {
  const seen = hooks.get(hook.name);
  if (seen === undefined || (seen.fate === 'not-ready' && hook.fate === 'exits')) hooks.set(hook.name, hook);
}

function keepRejection(
  rejections: Map<string, Growing<Rejection> & { objects: string[] }>,
  rejected: RejectedLine,
  object: string | undefined,
  line: number,
): void {
  const key = keyOf(rejected);
  const seen = rejections.get(key);
  if (seen === undefined) {
    rejections.set(key, { ...rejected, objects: object === undefined ? [] : [object], count: 1, line });
    return;
  }
  seen.count++;
  seen.detail = rejected.detail;
  addObject(seen, object);
}

function addObject(rejection: { objects: string[] } | undefined, object: string | undefined): void {
  if (rejection === undefined || object === undefined) return;
  if (rejection.objects.length < MOST_OBJECTS && !rejection.objects.includes(object))
    rejection.objects.push(object);
}

function keepTrouble(
  troubles: Map<string, Growing<Trouble>>,
  trouble: Pick<Trouble, 'kind' | 'subject'>,
  text: string,
  line: number,
): void {
  const key = `${trouble.kind} ${trouble.subject}`;
  const seen = troubles.get(key);
  if (seen === undefined)
    troubles.set(key, { ...trouble, detail: text.trim().slice(0, 400), count: 1, line });
  else seen.count++;
}

function keyOf({ by, way }: RejectedLine): string {
  return JSON.stringify([by.type, by.name, by.binding ?? '', way === 'denied']);
}
