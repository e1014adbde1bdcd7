import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Reason, RunRecord, Verdict } from '../run/record.ts';
import { evidenceText } from './evidence-text.ts';
import {
  JUNIT_ELEMENT,
  junitDocument,
  junitSeconds,
  junitText,
  junitTimestamp,
} from './junit-document.ts';
import { parametersText, reasonText, rigText, secondsOf } from './words.ts';

/**
 * Runs as a JUnit report: a suite each, since the schema of Jenkins (junit-10.xsd) has properties
 * only there. FAIL is a failure, INVALID an error, SKIPPED skipped; what was retried is flaky.
 * `planned`: how many runs there were to be; that some were never begun is an error.
 */
export function junitXml(records: readonly RunRecord[], planned: number = records.length): string {
  const missing = planned - records.length;
  const root = junitDocument();
  const suites = root.ele('testsuites', {
    name: 'fobkit bench',
    tests: String(records.length + (missing > 0 ? 1 : 0)),
    failures: count(records, 'FAIL'),
    errors: String(numberOf(records, 'INVALID') + (missing > 0 ? 1 : 0)),
    time: junitSeconds(records.reduce((sum, record) => sum + secondsOf(record), 0)),
  });
  for (const record of records) addRun(suites, record);
  if (missing > 0) addMissing(suites, missing, planned);
  return junitText(root);
}

function addRun(suites: XMLBuilder, record: RunRecord): void {
  const { scenario, runId, started } = record;
  const suite = suites.ele('testsuite', {
    name: scenario.name,
    id: runId,
    package: scenario.file,
    timestamp: junitTimestamp(started.utc),
    tests: '1',
    failures: count([record], 'FAIL'),
    errors: count([record], 'INVALID'),
    skipped: count([record], 'SKIPPED'),
    time: junitSeconds(secondsOf(record)),
  });
  const properties = suite.ele('properties');
  for (const [name, value] of propertiesOf(record)) properties.ele('property', { name, value });
  const test = suite.ele('testcase', {
    classname: scenario.name,
    name: parametersText(record) === '' ? scenario.title : parametersText(record),
    time: junitSeconds(secondsOf(record)),
  });
  addVerdict(test, record);
  test.ele('system-out').txt(evidenceText(record));
}

/** Without it a report of half a night would be all green. */
function addMissing(suites: XMLBuilder, missing: number, planned: number): void {
  const name = 'interrupted';
  const message = `${String(missing)} of ${String(planned)} runs were never begun`;
  suites
    .ele('testsuite', { name, tests: '1', failures: '0', errors: '1' })
    .ele('testcase', { classname: name, name: 'all runs are begun' })
    .ele('error', { type: 'INVALID', message });
}

function addVerdict(test: XMLBuilder, { reasons, unstable, verdict }: RunRecord): void {
  if (verdict !== 'PASS') {
    const own = reasons.filter((reason) => reason.verdict === verdict);
    const message = own[0]?.message ?? verdict;
    test.ele(JUNIT_ELEMENT[verdict], { type: verdict, message }).txt(told(reasons));
  } else if (unstable) {
    const message = 'a retried group passed in the end';
    test.ele('flakyFailure', { type: 'unstable', message }).ele('stackTrace').txt(told(reasons));
  }
}

function told(reasons: readonly Reason[]): string {
  return reasons.map((reason) => `${reason.verdict} ${reasonText(reason)}`).join('\n');
}

function propertiesOf(record: RunRecord): readonly (readonly [string, string])[] {
  const { device, marginal, runId, scenario, tool, unstable, verdict } = record;
  return [
    ['run-id', runId],
    ['verdict', verdict],
    ['unstable', String(unstable)],
    ['marginal', String(marginal)],
    ['device-id', device.deviceId],
    ['serial-label', device.serialLabel ?? ''],
    ['firmware', device.firmwareVersion ?? ''],
    ['rig', rigText(record)],
    ['tool', tool],
    ['scenario-sha256', scenario.sha256],
    ...Object.entries(scenario.parameters).map(
      ([name, value]) => [`parameter.${name}`, String(value)] as const,
    ),
  ];
}

function count(records: readonly RunRecord[], verdict: Verdict): string {
  return String(numberOf(records, verdict));
}

function numberOf(records: readonly RunRecord[], verdict: Verdict): number {
  return records.filter((record) => record.verdict === verdict).length;
}
