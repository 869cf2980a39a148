import { gateSources } from '../../src/catalogues/gate-descriptions.ts';
import { defaultChanges, stageAt } from '../../src/catalogues/gate-state.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { FeatureGates, Gate } from '../../src/knowledge/shapes/feature-gates.ts';
import { code } from '../../src/report/markdown-text.ts';
import { type CataloguePage, section, sourceLinks } from './catalogue-page.ts';

/** What each release does with feature gates. */
export function gatePage({ featureGates, releases }: Knowledge): CataloguePage {
  const { gates } = featureGates;
  return {
    name: 'feature-gates',
    title: 'Feature gates',
    rows: gates.length,
    intro: [
      `What each release does with the gates of Kubernetes and kubeadm. A component that is given a gate it does not know, or the other value of one that is locked, or a gate that is on without one that it needs, ends at start.`,
      `${code('holdshort explain')} tells more: ${code('feature-gate-removed/NAME')}, ${code('feature-gate-locked/NAME')}, ${code('feature-gate-default/NAME/MINOR')}, ${code('feature-gate-needed/NAME')}. The table also has gates that were gone before ${releases[0]?.minor}. Which gates need each other is compared since 1.35, and was read up to ${featureGates.needsRead}.`,
    ],
    blocks: releases.flatMap(({ minor }) => {
      const parts = [
        ...gone(minor, featureGates),
        ...locked(minor, featureGates),
        ...switched(minor, featureGates),
        ...needing(minor, featureGates),
      ];
      return parts.length === 0 ? [] : [`## ${minor}`, ...parts];
    }),
  };
}

function gone(minor: string, table: FeatureGates): readonly string[] {
  return section(
    `### ${minor} does not know any more`,
    ['Gate', 'Was', 'Components', 'Source'],
    table.gates
      .filter(({ removed }) => removed === minor)
      .map((gate) => [
        code(gate.name),
        wasText(gate, minor),
        whose(gate, table),
        sourceLinks(gateSources(gate, table)),
      ]),
  );
}

function locked(minor: string, table: FeatureGates): readonly string[] {
  return section(
    `### ${minor} locks`,
    ['Gate', 'To', 'Components', 'Source'],
    table.gates.flatMap((gate) =>
      gate.locked?.at === minor
        ? [
            [
              code(gate.name),
              String(gate.locked.to),
              whose(gate, table),
              sourceLinks(gateSources(gate, table)),
            ],
          ]
        : [],
    ),
  );
}

function switched(minor: string, table: FeatureGates): readonly string[] {
  return section(
    `### ${minor} switches by default`,
    ['Gate', 'Now', 'Stage', 'Source'],
    table.gates.flatMap((gate) =>
      defaultChanges(gate)
        .filter(({ at }) => at === minor)
        .map(({ on }) => [
          code(gate.name),
          on ? 'on' : 'off',
          stageAt(gate, minor)?.stage ?? '',
          sourceLinks(gateSources(gate, table)),
        ]),
    ),
  );
}

function needing(minor: string, table: FeatureGates): readonly string[] {
  return section(
    `### ${minor} begins to compare`,
    ['Gate', 'Needs', 'Source'],
    table.gates.flatMap((gate) => {
      const needs = (gate.needs ?? []).filter(({ from }) => from === minor);
      return needs.length === 0
        ? []
        : [
            [
              code(gate.name),
              needs
                .map(
                  ({ gate: name, until }) =>
                    `${code(name)}${until === undefined ? '' : ` (before ${until})`}`,
                )
                .join(', '),
              sourceLinks(gateSources(gate, table)),
            ],
          ];
    }),
  );
}

function wasText({ locked, stages = [] }: Gate, minor: string): string {
  const last = stages.findLast(({ at }) => at !== minor);
  const stage = last === undefined ? '' : `${last.stage}, ${last.on ? 'on' : 'off'}`;
  return locked === undefined
    ? stage
    : `${stage === '' ? '' : `${stage}, `}locked to ${locked.to} from ${locked.at} on`;
}

/** A registry that every node component links in needs no names. */
function whose({ registry }: Gate, { registries }: FeatureGates): string {
  const components = registries[registry]?.components ?? [];
  return components.length >= 5 ? 'all' : components.map((name) => code(name)).join(', ');
}
