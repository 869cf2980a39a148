import type { Question } from '../assessment/assessment.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Path } from '../upgrade/path.ts';
import { crosses } from './crossing.ts';

/**
 * Asks for what no API shows: the command lines of the kubelets. Where a hop takes flags away from kubelets, somebody has to look at
 * the nodes. It cannot hide a blocker: nodes are upgraded one by one, and the first one shows it.
 */
export function kubeletQuestions(knowledge: Knowledge, path: Path): readonly Question[] {
  const flags = knowledge.flags.flags
    .filter(
      ({ component, removed }) => component === 'kubelet' && path.hops.some((hop) => crosses(hop, removed)),
    )
    .map(({ flag }) => `--${flag}`);
  if (flags.length === 0) return [];
  return [
    {
      hazard: 'flag-removed/kubelet',
      title: 'Flags on the command lines of kubelets',
      question: `Does any node start its kubelet with ${flags.length > 1 ? 'one of ' : ''}${flags.join(', ')}?`,
      how: `On each node, look at \`ps -o args= -C kubelet\`. Flags come from /var/lib/kubelet/kubeadm-flags.env, /etc/default/kubelet, the units of systemd, or machine.kubelet.extraArgs of Talos. kubeadm takes out what it had put there itself, when it upgrades the node.`,
      severity: 'disruptive',
    },
  ];
}
