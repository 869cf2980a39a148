/** Kinds as the bootstrap code names them in its errors. */
const RBAC_KINDS: Readonly<Record<string, string>> = {
  clusterrole: 'ClusterRole',
  clusterrolebinding: 'ClusterRoleBinding',
  role: 'Role',
  rolebinding: 'RoleBinding',
};

/**
 * The object that a line says could not be written, `ClusterRole system:node`. The texts are those of `storage_rbac.go`,
 * `autoregister_controller.go`, `storage_flowcontrol.go` and apimachinery's `errors.NewForbidden` (Kubernetes 1.31 to 1.36).
 */
export function objectOf(line: string): string | undefined {
  const rbac = /unable to reconcile (\w{1,30})\.rbac\.authorization\.k8s\.io\/(\S{1,300}): /.exec(line);
  if (rbac !== null) return `${RBAC_KINDS[rbac[1] ?? ''] ?? rbac[1]} ${rbac[2]}`;
  const registration = before(line, ' failed with : ', /[\w.-]{1,300}$/);
  if (registration !== undefined) return `APIService ${registration}`;
  const flowControl = /APF object "([^"]{1,300})"/.exec(line);
  if (flowControl !== null) return `FlowSchema or PriorityLevelConfiguration ${flowControl[1]}`;
  const priority = /unable to create .{0,40}PriorityClass(?:es)? ([\w-]{1,253})/i.exec(line);
  if (priority !== null) return `PriorityClass ${priority[1]}`;
  const forbidden = before(line, '" is forbidden: ', /[a-z]{1,63}(?:\.[\w.-]{1,200})? "[^"]{1,300}$/);
  if (forbidden !== undefined) return forbidden.replace(' "', ' ');
  const path = /\/apis\/([\w.-]{1,200})\/v\w{1,20}\/(?:namespaces\/[\w.-]{1,253}\/)?([a-z]{1,63})\b/.exec(
    line,
  );
  return path === null ? undefined : `${path[2]}.${path[1]}`;
}

/** What stands right before a phrase, in the last few hundred characters there. */
function before(line: string, phrase: string, pattern: RegExp): string | undefined {
  const at = line.indexOf(phrase);
  return at === -1 ? undefined : pattern.exec(line.slice(Math.max(0, at - 600), at))?.[0];
}

/** An object that a line says will be written next; what comes of it stands in another line. */
export function attemptedObject(line: string): string | undefined {
  if (line.includes('Creating default ServiceCIDR')) return 'ServiceCIDR kubernetes';
  const ip = /the ClusterIP \[\w{1,10}\]: ([\da-fA-F.:]{2,45}) for Service \S{1,300} is not allocated/.exec(
    line,
  );
  return ip === null ? undefined : `IPAddress ${ip[1]}`;
}

/**
 * Whether a line is the outcome of the last attempt at such an object. The ServiceCIDR's failure is an event of its own, an IPAddress's an error of
 * `repairip.go`; another controller's failure may stand between attempt and outcome and must not be taken for it.
 */
export function closesAttempt(line: string, attempted: string): boolean {
  if (attempted.startsWith('ServiceCIDR')) {
    return line.includes('The default ServiceCIDR can not be created');
  }
  return line.includes('repairip.go') && line.includes('webhook "');
}
