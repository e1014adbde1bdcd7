import { INT, readNumber } from './data-value.ts';
import type { Findings } from './finding.ts';
import type { ValueOpener } from './value-opener.ts';
import type { XmlElement } from './xml-element.ts';
import { child } from './xml-read.ts';

/** More steps than a clock drifts in the life of a fob, and than any server would still accept. */
const IMPLAUSIBLE_STEPS = 20;

/**
 * TimeDrift in time steps (RFC 6030 §4.3.4: the last success at step 8 while the server was at 9
 * is −1). privacyIDEA writes seconds: converted where the file shows that it is privacyIDEA's.
 */
export function readTimeDrift(
  data: XmlElement | undefined,
  stepSeconds: number,
  privacyIdea: boolean,
  reader: { readonly opener: ValueOpener; readonly findings: Findings },
): number | undefined {
  const element = child(data, 'TimeDrift');
  const drift = readNumber(data, 'TimeDrift', INT, reader);
  if (element === undefined || drift === undefined) return undefined;
  if (privacyIdea && drift !== 0) {
    // Never -0.
    const steps = Math.round(drift / stepSeconds) + 0;
    const message = `${drift} seconds, as privacyIDEA writes them, are read as ${steps} steps`;
    reader.findings.warn(element, 'TimeDrift', message);
    return steps;
  }
  if (Math.abs(drift) >= IMPLAUSIBLE_STEPS) {
    const minutes = Math.round((Math.abs(drift) * stepSeconds) / 60);
    const message = `${drift} steps are ${minutes} minutes: are they seconds (RFC 6030 has steps)?`;
    reader.findings.warn(element, 'TimeDrift', message);
  }
  return drift;
}
