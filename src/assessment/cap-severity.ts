import { type Confidence, SEVERITIES, type Severity } from './finding.ts';

/** What is only reported or inferred may not stop an upgrade: it is a caution at most. */
export function capSeverity(severity: Severity, confidence: Confidence): Severity {
  if (confidence === 'reproduced' || confidence === 'confirmed') return severity;
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf('caution') ? 'caution' : severity;
}
