import {
  JUNIT_ELEMENT,
  junitDocument,
  junitSeconds,
  junitText,
  junitTimestamp,
} from '../../export/junit-document.ts';
import type { Verdict } from '../../run/record.ts';
import type { CheckResult, ConformReport } from '../model.ts';

/** A report as JUnit XML: one suite, a test case for each check. */
export function conformJunitXml(report: ConformReport): string {
  const { checks, subject, started } = report;
  const left = leftCase(report);
  const all = [...checks, ...left];
  const count = (verdict: Verdict): string =>
    String(all.filter((check) => check.verdict === verdict).length);
  const counts = {
    tests: String(all.length),
    failures: count('FAIL'),
    errors: count('INVALID'),
  };
  const time = junitSeconds(report.milliseconds / 1000);
  const root = junitDocument();
  const suite = root
    .ele('testsuites', { name: 'fobkit conformance', ...counts, time })
    .ele('testsuite', {
      name: 'conformance',
      id: subject.deviceId,
      package: subject.name,
      timestamp: junitTimestamp(started),
      ...counts,
      skipped: count('SKIPPED'),
      time,
    });
  const properties = suite.ele('properties');
  for (const [name, value] of Object.entries({ ...subject, links: subject.links.join(' ') })) {
    properties.ele('property', { name, value });
  }
  for (const check of all) {
    const one = suite.ele('testcase', {
      classname: `conformance.${check.rules[0] ?? ''}`,
      name: check.name,
      time: junitSeconds(check.milliseconds / 1000),
    });
    if (check.verdict !== 'PASS') {
      const message = check.message ?? check.verdict;
      one.ele(JUNIT_ELEMENT[check.verdict], { type: check.verdict, message }).txt(detail(check));
    }
  }
  return junitText(root);
}

/** A fob that is not left as it should be, as a case of its own: no check is to blame. */
function leftCase({ left }: ConformReport): readonly CheckResult[] {
  if (left === undefined) return [];
  return [
    {
      name: 'left-blank',
      title: 'is left blank, with its factory key and its own trim',
      rules: [],
      verdict: 'INVALID',
      message: left,
      assertions: 0,
      evidence: [],
      milliseconds: 0,
    },
  ];
}

function detail({ broken, title, evidence }: CheckResult): string {
  const rule = broken === undefined ? '' : `[${broken.rule}] ${broken.section}: `;
  const lines = evidence.map(({ ms, what, text }) => `${ms} ms ${what} ${text}`);
  return [`${rule}a fob ${title}`, ...lines].join('\n');
}
