import type { TroubleKind } from './log-reading.ts';

/** A way in which a log tells a trouble; the first group is its subject. */
interface Sign {
  readonly kind: TroubleKind;
  /** A part of it that is quickly looked for: most lines hold none. */
  readonly holds?: string;
  readonly says: RegExp;
  /** Such lines also stand in the log of a healthy server: only one that ends the process counts. */
  readonly onlyFatal?: true;
}

/**
 * Messages as the components print them: flags by spf13/pflag, gates by component-base `featuregate/feature_gate.go`, plugins by apiserver
 * `pkg/admission/options`, configuration files by apimachinery's scheme, the rest where the kind says (Kubernetes 1.31 to 1.36, etcd 3.5 and 3.6).
 */
const SIGNS: readonly Sign[] = [
  {
    kind: 'unknown-flag',
    holds: 'flag: ',
    says: /unknown (?:shorthand )?flag: (?:'\w+' in )?(-{1,2}[\w-]+)/,
  },
  { kind: 'unknown-gate', holds: 'unrecognized feature gate', says: /unrecognized feature gate: ?"?(\w+)/ },
  {
    kind: 'locked-gate',
    holds: 'feature is locked',
    says: /cannot set feature gate (\w+) to \w+, feature is locked/,
  },
  {
    kind: 'unknown-plugin',
    holds: 'is unknown',
    says: /admission-plugins plugin "([^"]{1,100})" is unknown/,
  },
  { kind: 'unknown-api', holds: 'nown api group', says: /unknown api groups? ([\w.,/-]{1,200})/i },
  {
    kind: 'config-version',
    holds: 'is registered for version',
    says: /no kind "(\w{1,100})" is registered for version "[^"]{1,100}"/,
  },
  {
    kind: 'bad-value',
    holds: 'invalid argument',
    says: /invalid argument "[^"]{0,500}" for "(--[\w-]+)" flag/,
  },
  {
    kind: 'address-in-use',
    holds: 'address already in use',
    says: /listen tcp\d? (\S{0,100}): bind: address already in use/,
  },
  {
    kind: 'missing-file',
    holds: 'no such file',
    says: /open (\/\S{1,300}): no such file or directory/,
    onlyFatal: true,
  },
  {
    kind: 'expired-certificate',
    holds: 'has expired',
    says: /x509: certificate has expired or is not yet valid()/,
    onlyFatal: true,
  },
  { kind: 'client-ca', holds: 'client CA configmap', says: /unable to initialize client CA configmap()/ },
  {
    kind: 'etcd-unreachable',
    holds: 'context deadline exceeded',
    says: /(?:storage factory|storage backend|leases).{0,200}context deadline exceeded()/,
  },
  {
    kind: 'etcd-downgrade',
    says: /(?:cluster cannot be downgraded|invalid downgrade|higher cluster version)()/,
  },
  { kind: 'etcd-learners', holds: 'too many learner', says: /too many learner members in cluster()/ },
  { kind: 'etcd-space', holds: 'database space', says: /mvcc: database space exceeded()/ },
  { kind: 'etcd-cluster-id', holds: 'luster ID mismatch', says: /cluster ID mismatch()/i },
  {
    kind: 'admission-not-ready',
    holds: 'not yet ready',
    says: /"?([\w.:-]{1,300})"? is forbidden: not yet ready to handle request/,
  },
  {
    kind: 'service-cidr-unseen',
    holds: 'Inconsistent ServiceCIDR',
    says: /Inconsistent ServiceCIDR status()/,
  },
  {
    kind: 'conversion-webhook',
    holds: 'conversion webhook',
    says: /conversion webhook for ([\w./]+(?:, Kind=\w+)?)[^"]{0,40} failed/,
  },
  {
    kind: 'static-pod-unchanged',
    holds: 'static Pod hash',
    says: /static Pod hash for component (\S{1,100}) on Node \S{1,253} did not change/,
  },
  { kind: 'health-check-job', holds: '[ERROR CreateJob]', says: /\[ERROR CreateJob\]()/ },
  {
    kind: 'version-policy',
    holds: 'Specified version',
    says: /Specified version to upgrade to "?(v?[\d.]+)/,
  },
];

/** What a line tells, beside webhooks and hooks. */
export function troubleOf(
  line: string,
): { readonly kind: TroubleKind; readonly subject: string } | undefined {
  for (const { kind, holds, says, onlyFatal } of SIGNS) {
    if (holds !== undefined && !line.includes(holds)) continue;
    if (onlyFatal === true && !isFatal(line)) continue;
    const match = says.exec(line);
    if (match !== null) return { kind, subject: match[1] ?? '' };
  }
  return undefined;
}

/** klog writes an F in front of its last line; cobra prints `Error:`; component-base logs "command failed". */
function isFatal(line: string): boolean {
  return /(?:^|\s)F\d{4} \d\d:/.test(line) || /^Error: /.test(line) || line.includes('"command failed"');
}
