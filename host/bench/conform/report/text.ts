import type { CheckResult, ConformReport, RuleResult } from '../model.ts';

/** One section of the pages, and how its rules came out. */
export interface SectionResult {
  readonly section: string;
  readonly passed: number;
  readonly failed: number;
  readonly invalid: number;
  readonly skipped: number;
  readonly notChecked: number;
}

/** The rules of a report by section, in the order of the pages. */
export function sectionsOf(rules: readonly RuleResult[]): readonly SectionResult[] {
  const names = [...new Set(rules.map(({ section }) => section))];
  return names.map((section) => {
    const mine = rules.filter((rule) => rule.section === section);
    const count = (verdict: RuleResult['verdict']): number =>
      mine.filter((rule) => rule.verdict === verdict).length;
    return {
      section,
      passed: count('PASS'),
      failed: count('FAIL'),
      invalid: count('INVALID'),
      skipped: count('SKIPPED'),
      notChecked: count('NOT CHECKED'),
    };
  });
}

/** Lines about everything that did not pass: what was broken, by which check, and what was seen. */
export function troubleText(checks: readonly CheckResult[], evidenceLines = 6): string {
  return checks
    .filter(({ verdict }) => verdict === 'FAIL' || verdict === 'INVALID')
    .map((check) => troubleOf(check, evidenceLines))
    .join('\n');
}

function troubleOf(check: CheckResult, evidenceLines: number): string {
  const { name, title, verdict, broken, message = '', evidence } = check;
  const rule = broken === undefined ? '' : ` [${broken.rule}] ${broken.section}`;
  const seen = evidence
    .slice(-evidenceLines)
    .map(({ ms, what, text }) => `    ${String(ms).padStart(7)} ms  ${what.padEnd(4)}  ${text}`);
  return [`${verdict} ${name}${rule}`, `  a fob ${title}`, `  ${message}`, ...seen].join('\n');
}

/** Why checks were skipped, each reason once. */
export function skippedText(checks: readonly CheckResult[]): string {
  const skipped = checks.filter(({ verdict }) => verdict === 'SKIPPED');
  const reasons = [...new Set(skipped.map(({ message = '' }) => message))];
  return reasons
    .map((reason) => {
      const names = skipped.filter(({ message }) => message === reason).map(({ name }) => name);
      return `SKIPPED ${names.length}: ${reason}\n  ${names.join(', ')}`;
    })
    .join('\n');
}

/** The last line, after what is wrong with how the fob is left: `158 checks: 150 passed, 8 skipped; PASS`. */
export function summaryText({ checks, verdict, destructive, left }: ConformReport): string {
  const count = (one: string): number => checks.filter((check) => check.verdict === one).length;
  const parts = [
    [count('PASS'), 'passed'],
    [count('FAIL'), 'failed'],
    [count('INVALID'), 'invalid'],
    [count('SKIPPED'), 'skipped'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const mild = destructive ? '' : ', without those that load or wipe';
  const as = left === undefined ? '' : `THE FOB IS NOT LEFT AS IT SHOULD BE: ${left}\n`;
  return `${as}${checks.length} checks: ${told.join(', ')}${mild}; ${verdict}`;
}
