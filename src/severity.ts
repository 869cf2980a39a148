/** How bad it is for the cluster it was found on, worst first. */
export const SEVERITIES = ['blocker', 'disruptive', 'caution', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The worst of some; `info` of none. */
export function worstOf(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}
