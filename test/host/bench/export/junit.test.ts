import { readFileSync } from 'node:fs';
import { junitXml, type RunRecord } from '@fobkit/bench';
import { convert } from 'xmlbuilder2';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import { run } from './records.ts';

const schema = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

/** What libxml2 has against it. */
async function faults(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: xml }],
    schema: [schema],
  });
  return errors.map(({ message }) => message);
}

function parsed(...records: RunRecord[]): unknown {
  return convert({ encoding: 'UTF-8' }, junitXml(records), { format: 'object' });
}

describe('a JUnit report', () => {
  it('fits the schema of Jenkins, whatever the verdicts', async () => {
    const unstable = run('PASS', { unstable: true });
    const records = [run('PASS'), run('FAIL'), run('INVALID'), run('SKIPPED'), unstable];
    expect(await faults(junitXml(records))).toEqual([]);
  });

  it('fits it when it is empty', async () => {
    expect(await faults(junitXml([]))).toEqual([]);
  });

  it('tells runs that were never begun as an error, and fits it', async () => {
    const xml = junitXml([run('PASS')], 3);
    expect(await faults(xml)).toEqual([]);
    expect(xml).toContain('tests="2" failures="0" errors="1"');
    expect(xml).toContain('2 of 3 runs were never begun');
  });

  it('does not fit it with an attribute that there is none of', async () => {
    const xml = junitXml([run('PASS')]).replace('classname=', 'class=');
    expect(await faults(xml)).not.toEqual([]);
  });

  it('counts FAIL as failures and INVALID as errors', () => {
    expect(parsed(run('FAIL'), run('INVALID'), run('INVALID'), run('PASS'))).toMatchObject({
      testsuites: { '@tests': '4', '@failures': '1', '@errors': '2' },
    });
  });

  it.each([
    ['FAIL', 'failure'],
    ['INVALID', 'error'],
    ['SKIPPED', 'skipped'],
  ] as const)('tells %s as <%s> with the reason and its place', (verdict, element) => {
    expect(parsed(run(verdict))).toMatchObject({
      testsuites: {
        testsuite: {
          testcase: {
            [element]: {
              '@message': `it was ${verdict}`,
              '#': `${verdict} cold.yaml:7:5: it was ${verdict}`,
            },
          },
        },
      },
    });
  });

  it('tells what passed only in the end as flaky', () => {
    const reasons = [{ verdict: 'FAIL', message: 'the first time' }] as const;
    expect(parsed(run('PASS', { unstable: true, reasons }))).toMatchObject({
      testsuites: {
        testsuite: { testcase: { flakyFailure: { stackTrace: 'FAIL the first time' } } },
      },
    });
  });

  it('has the evidence of steps and faults in system-out', () => {
    const xml = junitXml([run('PASS')]);
    expect(xml).toContain('fault dip (battery.brownout): browned out once');
    expect(xml).toContain('1 PASS press');
    expect(xml).toContain('in place of wait 30 d: the clock alone');
  });

  it('has the run id and the parameters among the properties', () => {
    const xml = junitXml([run('PASS')]);
    expect(xml).toContain('<property name="run-id" value="0011223344556677"/>');
    expect(xml).toContain('<property name="parameter.profile" value="generic"/>');
  });

  it('escapes what is markup to XML', () => {
    const reasons = [{ verdict: 'FAIL', message: 'a & <b> "c"' }] as const;
    const xml = junitXml([run('FAIL', { reasons })]);
    expect(xml).toContain('message="a &amp; &lt;b&gt; &quot;c&quot;"');
  });

  it('stays well-formed with characters that XML has none of', async () => {
    const reasons = [{ verdict: 'FAIL', message: 'a \u0000 and \u001b[31m' }] as const;
    expect(await faults(junitXml([run('FAIL', { reasons })]))).toEqual([]);
  });
});
