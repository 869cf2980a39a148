import { shellQuote } from '../assessment/fill.ts';
import type { Finding, Step } from '../assessment/finding.ts';
import type { Path } from '../upgrade/path.ts';
import { formatVersion, minorOf } from '../upgrade/version.ts';
import { KUBEADM_PLAN } from './installers/kubeadm.ts';
import { OTHER_PLANS, UNKNOWN_PLAN } from './installers/others.ts';
import { TALOS_PLAN } from './installers/talos.ts';
import type { Plan, PlanStage } from './plan.ts';
import type { InstallerPlan, PlannedCluster } from './planning.ts';

/** Orders the upgrade of this cluster: preparations, hop by hop with this installer's commands, and what comes after. */
export function makePlan(path: Path, cluster: PlannedCluster, findings: readonly Finding[]): Plan {
  const installer = planOf(cluster);
  const target = formatVersion(path.to);
  return {
    stages: [
      {
        title: 'Before',
        steps: [
          ...mend(findings),
          ...(installer.backup === undefined ? [] : [installer.backup(cluster, minorOf(path.to))]),
          keepRescue(path, cluster),
          ...(installer.prepare?.(cluster, path.hops) ?? []),
        ],
      },
      ...path.hops.map((hop, index): PlanStage => {
        const name = { from: formatVersion(hop.from), to: formatVersion(hop.to) };
        const next = path.hops[index + 1];
        return {
          title: `${name.from} → ${name.to}`,
          hop: name,
          steps: [
            ...installer.hop(hop, cluster),
            ...(next === undefined
              ? []
              : [
                  {
                    title: `Before the next hop: every node on ${name.to} and Ready`,
                    run: `kubectl get nodes\nholdshort check --to ${shellQuote(target)}`,
                  },
                ]),
          ],
        };
      }),
      { title: 'Afterwards', steps: [afterwards(path)] },
    ],
  };
}

function planOf({ distribution }: PlannedCluster): InstallerPlan {
  if (distribution === 'kubeadm') return KUBEADM_PLAN;
  if (distribution === 'talos') return TALOS_PLAN;
  return OTHER_PLANS[distribution] ?? UNKNOWN_PLAN;
}

/** Findings by the numbers that the report gives them. */
function mend(findings: readonly Finding[]): readonly Step[] {
  const numbers = (severity: Finding['severity']) =>
    findings.flatMap((finding, index) =>
      finding.severity === severity && finding.waived === undefined ? [`#${index + 1}`] : [],
    );
  const [blockers, disruptive] = [numbers('blocker'), numbers('disruptive')];
  return [
    ...(blockers.length === 0
      ? []
      : [{ title: `Mend or settle ${blockers.join(', ')}, and check again until it is GO` }]),
    ...(disruptive.length === 0
      ? []
      : [{ title: `Mend ${disruptive.join(', ')}, or agree with those whom it concerns` }]),
  ];
}

function keepRescue(path: Path, { distribution }: PlannedCluster): Step {
  const installer = distribution === 'unknown' ? '' : ` --distribution ${distribution}`;
  return {
    title: 'Save what a rescue needs, where it can be read without the cluster',
    run: [
      'kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml > webhooks-before.yaml',
      'holdshort snapshot -o before.json.gz',
      `holdshort rescue --snapshot before.json.gz${installer} --to ${shellQuote(formatVersion(path.to))} -o rescue.txt`,
    ].join('\n'),
  };
}

function afterwards(path: Path): Step {
  return {
    title: 'Look at what runs, and take back what was switched off for the upgrade',
    run: "kubectl get nodes\nkubectl get pods -A | grep -vE 'Running|Completed'\nkubectl get --raw '/readyz?verbose'",
    note: `Webhooks that were deleted or loosened, GitOps that was paused, budgets that were widened; kubectl itself should be ${minorOf(path.to)} too.`,
  };
}
