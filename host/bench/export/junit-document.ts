import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Verdict } from '../run/record.ts';

/** What a verdict is to a CI server; PASS is nothing. */
export const JUNIT_ELEMENT = {
  FAIL: 'failure',
  INVALID: 'error',
  SKIPPED: 'skipped',
} as const satisfies Record<Exclude<Verdict, 'PASS'>, string>;

/** An XML document for suites; characters that XML has no place for become U+FFFD. */
export function junitDocument(): XMLBuilder {
  return create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' });
}

export function junitText(document: XMLBuilder): string {
  return `${document.end({ prettyPrint: true })}\n`;
}

/** The schema of Jenkins takes neither a fraction nor a zone. */
export function junitTimestamp(utc: string): string {
  return utc.replace(/\.\d+Z$|Z$/, '');
}

export function junitSeconds(seconds: number): string {
  return seconds.toFixed(3);
}
