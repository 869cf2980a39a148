import type { FactReader } from '../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../facts/fields.ts';
import { textsOf } from './read-fields.ts';
import type { Truth } from './truth.ts';

const SERVER = 'kube-apiserver';
const FLAG = /^--?enable[-_]aggregator[-_]routing(?:=(.*))?$/;

/**
 * Whether kube-apiserver calls the endpoints of a Service rather than its cluster IP, by the flags of the servers that kube-system
 * shows; off unless a flag says otherwise (Kubernetes 1.36, `cmd/kube-apiserver/app/server.go`, buildServiceResolver).
 */
export function routesToEndpoints(facts: FactReader): Truth {
  const pods = facts.objects('pods');
  if (pods.state === 'unknown') return 'unknown';
  const commands = pods.value
    .filter(({ metadata }) => metadata.namespace === 'kube-system')
    .flatMap(({ spec }) => listOf(fieldsOf(spec).containers).map(fieldsOf))
    .map(({ command, args }) => [...textsOf(command), ...textsOf(args)])
    .filter((words) => words.some((word) => word.split('/').at(-1) === SERVER));
  const answers = new Set(commands.map(isOn));
  const [only] = answers;
  return only === undefined || answers.size > 1 ? 'unknown' : only;
}

function isOn(words: readonly string[]): boolean {
  const values = words.flatMap((word) => {
    const match = FLAG.exec(word);
    return match === null ? [] : [match[1] ?? 'true'];
  });
  return ['true', 't', '1'].includes(values.at(-1)?.toLowerCase() ?? 'false');
}
