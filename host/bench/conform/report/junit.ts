import { create } from 'xmlbuilder2';
import type { Verdict } from '../../run/record.ts';
import type { CheckResult, ConformReport } from '../model.ts';

const ELEMENT = { FAIL: 'failure', INVALID: 'error', SKIPPED: 'skipped' } as const satisfies Record<
  Exclude<Verdict, 'PASS'>,
  string
>;

/** A report as JUnit XML: one suite, a test case for each check. */
export function conformJunitXml(report: ConformReport): string {
  const { checks, subject, started } = report;
  const count = (verdict: Verdict): string =>
    String(checks.filter((check) => check.verdict === verdict).length);
  const counts = {
    tests: String(checks.length),
    failures: count('FAIL'),
    errors: count('INVALID'),
  };
  const time = seconds(report.milliseconds);
  const root = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\ufffd' });
  const suite = root
    .ele('testsuites', { name: 'fobkit conformance', ...counts, time })
    .ele('testsuite', {
      name: 'conformance',
      id: subject.deviceId,
      package: subject.name,
      timestamp: started.replace(/\.\d+Z$|Z$/, ''),
      ...counts,
      skipped: count('SKIPPED'),
      time,
    });
  const properties = suite.ele('properties');
  for (const [name, value] of Object.entries({ ...subject, links: subject.links.join(' ') })) {
    properties.ele('property', { name, value });
  }
  for (const check of checks) {
    const one = suite.ele('testcase', {
      classname: `conformance.${check.rules[0] ?? ''}`,
      name: check.name,
      time: seconds(check.milliseconds),
    });
    if (check.verdict !== 'PASS') {
      const message = check.message ?? check.verdict;
      one.ele(ELEMENT[check.verdict], { type: check.verdict, message }).txt(detail(check));
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function detail({ broken, title, evidence }: CheckResult): string {
  const rule = broken === undefined ? '' : `[${broken.rule}] ${broken.section}: `;
  const lines = evidence.map(({ ms, what, text }) => `${ms} ms ${what} ${text}`);
  return [`${rule}a fob ${title}`, ...lines].join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
