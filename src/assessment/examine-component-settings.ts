import { flagFindings } from '../catalogues/flag-findings.ts';
import { defaultFindings } from '../catalogues/gate-defaults.ts';
import { gateFindings } from '../catalogues/gate-findings.ts';
import { needFindings } from '../catalogues/gate-need-findings.ts';
import { kubeletQuestions } from '../catalogues/kubelet-question.ts';
import { pluginFindings } from '../catalogues/plugin-findings.ts';
import { runtimeConfigFindings } from '../catalogues/runtime-config-findings.ts';
import { unseenFindings } from '../catalogues/unseen-findings.ts';
import { readComponentSettings } from '../components/settings.ts';
import { isControlPlaneProvided } from '../distributions/provided-control-plane.ts';
import { readTopology } from '../distributions/topology.ts';
import type { Examiner } from './examination.ts';

/** Holds what the components are started with against what each release drops: gates, flags, plugins, API versions. */
export const examineComponentSettings: Examiner = ({ facts, path, knowledge, distribution }) => {
  const settings = readComponentSettings(facts);
  return {
    findings: [
      ...gateFindings(knowledge.featureGates, settings, path, distribution),
      ...needFindings(knowledge.featureGates, settings, path, distribution),
      ...defaultFindings(knowledge.featureGates, settings, path),
      ...flagFindings(knowledge.flags, settings, path, distribution),
      ...pluginFindings(knowledge.admissionPlugins, settings, path, distribution),
      ...runtimeConfigFindings(knowledge.apis, settings, path, distribution),
      ...unseenFindings(
        settings,
        readTopology(facts),
        path,
        distribution,
        isControlPlaneProvided(facts, distribution),
      ),
    ],
    questions: kubeletQuestions(knowledge, path),
    notChecked: [],
  };
};
