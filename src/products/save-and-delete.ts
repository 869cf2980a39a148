/** An object, or several of one resource, as a command names them; every part is quoted for a shell already. */
export interface Deletable {
  readonly resource: string;
  readonly names: string;
  /** The file that keeps them meanwhile. */
  readonly backup: string;
}

/**
 * Keeps objects in a file and deletes them. The file is written aside and moved, since a second run, with nothing left to read, would
 * empty it; and nothing is deleted that was not kept.
 */
export function saveAndDelete({ resource, names, backup }: Deletable): string {
  return [
    `kubectl get ${resource} ${names} -o yaml > ${backup}.new &&`,
    `mv ${backup}.new ${backup} &&`,
    `kubectl delete ${resource} ${names}`,
  ].join('\n');
}

/**
 * The same against a server that is only up for seconds. A deletion whose answer is lost has happened all the same: its second try finds
 * nothing, which must end the loop.
 */
export function saveAndDeleteInLoop({ resource, names, backup }: Deletable, kubectl: string): string {
  return [
    `until ${kubectl} get ${resource} ${names} -o yaml > ${backup}.new && mv ${backup}.new ${backup}; do sleep 1; done`,
    `until ${kubectl} delete ${resource} ${names} --ignore-not-found; do sleep 1; done`,
  ].join('\n');
}

/** Creates the one object of a file again; without the fields that only a stored object has, since the server refuses to create with them. */
export function restoreFrom(backup: string, kubectl = 'kubectl'): string {
  return `grep -vE '^  (resourceVersion|uid):' ${backup} | ${kubectl} create -f -`;
}

/** The same for a file that kubectl wrote of several: each lies two columns deeper, and what owns it, deeper still, keeps its uid. */
export function restoreAllFrom(backup: string): string {
  return `grep -vE '^ {4}(resourceVersion|uid):' ${backup} | kubectl create -f -`;
}
