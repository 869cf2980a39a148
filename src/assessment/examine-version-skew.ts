import { controlPlaneSkew } from '../catalogues/control-plane-skew.ts';
import { kubeletSkew } from '../catalogues/kubelet-skew.ts';
import { readComponentSettings } from '../components/settings.ts';
import { readTopology } from '../distributions/topology.ts';
import type { Examiner } from './examination.ts';

/** Holds the versions of nodes and control plane against the version skew policy. */
export const examineVersionSkew: Examiner = ({ facts, path }) => ({
  findings: [
    ...kubeletSkew(facts, path),
    ...controlPlaneSkew(readComponentSettings(facts).pods, readTopology(facts), path),
  ],
  questions: [],
  notChecked: [],
});
