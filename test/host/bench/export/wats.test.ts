import { type RunRecord, watsReport } from '@fobkit/bench';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { run, step } from './records.ts';

// As Virinco's "WATS Standard JSON Format" has it: names, what is required, lengths, codes.
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const status = v.picklist(['P', 'F', 'E', 'T', 'S']);
const dateTime = v.pipe(v.string(), v.isoTimestamp());

interface Step {
  readonly id: number;
  readonly status: string;
  readonly steps?: Step[] | undefined;
}

const numeric = v.pipe(
  v.strictObject({
    compOp: v.picklist(['LOG', 'EQ', 'NE', 'GT', 'GE', 'LT', 'LE', 'GTLT', 'GELE', 'GTLE', 'GELT']),
    name: v.nullable(text),
    status,
    unit: v.string(),
    value: v.number(),
    lowLimit: v.nullable(v.number()),
    highLimit: v.nullable(v.number()),
  }),
  v.check(
    ({ compOp, lowLimit, highLimit }) =>
      (compOp === 'LOG' || lowLimit !== null) && (compOp.length < 4 || highLimit !== null),
    'a comparison has its limits',
  ),
);

const stepSchema: v.GenericSchema<unknown, Step> = v.strictObject({
  id: v.pipe(v.number(), v.integer()),
  group: v.picklist(['S', 'M', 'C']),
  stepType: v.picklist(['SequenceCall', 'ET_NLT', 'ET_MNLT', 'ET_PFT', 'ET_MPFT', 'Action']),
  name: text,
  status,
  totTime: v.nullable(v.number()),
  causedUUTFailure: v.boolean(),
  reportText: v.optional(v.string()),
  numericMeas: v.optional(v.pipe(v.array(numeric), v.minLength(1))),
  booleanMeas: v.optional(v.array(v.strictObject({ name: v.nullable(text), status }))),
  steps: v.optional(v.lazy(() => v.array(stepSchema))),
  seqCall: v.optional(v.strictObject({ path: v.string(), name: text, version: v.string() })),
});

const reportSchema = v.strictObject({
  type: v.literal('T'),
  id: v.pipe(v.string(), v.uuid()),
  pn: text,
  sn: text,
  rev: text,
  processCode: v.pipe(v.number(), v.integer()),
  result: v.picklist(['P', 'F', 'E', 'T']),
  machineName: text,
  location: text,
  purpose: text,
  start: dateTime,
  startUTC: v.pipe(dateTime, v.endsWith('Z')),
  root: stepSchema,
  uut: v.strictObject({
    user: v.string(),
    comment: v.string(),
    execTime: v.number(),
    fixtureId: text,
    errorMessage: v.nullable(v.string()),
    stepIdCausedUUTFailure: v.nullable(v.number()),
  }),
  miscInfos: v.array(v.strictObject({ description: text, text })),
});

type Report = v.InferOutput<typeof reportSchema>;

function parsed(record: RunRecord): Report {
  return v.parse(reportSchema, JSON.parse(JSON.stringify(watsReport(record))));
}

function allSteps({ steps = [], ...step }: Step): Step[] {
  return [step, ...steps.flatMap(allSteps)];
}

const measured = { name: 'rail', value: 2.7, unit: 'V', instrument: 'psu1', unixMs: 0 };

describe('a WATS report', () => {
  it.each([
    ['PASS', 'P', 'P'],
    ['FAIL', 'F', 'F'],
    ['INVALID', 'E', 'E'],
    ['SKIPPED', 'T', 'S'],
  ] as const)('of %s has result %s and its step %s', (verdict, result, status) => {
    const report = parsed(run(verdict));
    expect(report.result).toBe(result);
    expect(report.root.steps?.at(1)?.status).toBe(status);
  });

  it('names the fob by its serial label, or by its device id while it has none', () => {
    expect(parsed(run('PASS')).sn).toBe('SKTH00000017');
    expect(parsed(run('PASS', { device: { deviceId: 'f0b1000000000001' } })).sn).toBe(
      'f0b1000000000001',
    );
  });

  it('has the same GUID for the same run and another for another', () => {
    const { id } = parsed(run('PASS'));
    expect(parsed(run('PASS')).id).toBe(id);
    expect(parsed(run('PASS', { runId: '0011223344556678' })).id).not.toBe(id);
  });

  it('tells the start in UTC', () => {
    expect(parsed(run('PASS'))).toMatchObject({
      start: '2026-11-28T03:00:00.250+00:00',
      startUTC: '2026-11-28T03:00:00.250Z',
      uut: { execTime: 2.5 },
    });
  });

  it('nests steps by their depth and numbers each once', () => {
    const steps = [
      step(1, { kind: 'group', text: 'group', verdict: 'FAIL' }),
      step(2, { depth: 1 }),
      step(3, { depth: 1, verdict: 'FAIL' }),
      step(4),
    ];
    const { root, uut } = parsed(run('FAIL', { steps }));
    expect(root.steps?.map(({ steps }) => steps?.length ?? 0)).toEqual([2, 0]);
    const ids = allSteps(root).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(uut.stepIdCausedUUTFailure).toBe(3);
  });

  it.each([
    [
      { min: 2.5, max: 3.3 },
      { compOp: 'GELE', lowLimit: 2.5, highLimit: 3.3 },
    ],
    [{ min: 2.5 }, { compOp: 'GE', lowLimit: 2.5, highLimit: null }],
    [{ max: 3.3 }, { compOp: 'LE', lowLimit: 3.3, highLimit: null }],
    [{}, { compOp: 'LOG', lowLimit: null, highLimit: null }],
  ])('holds a value against the limits %j', (limits, expected) => {
    const record = run('PASS', { measurements: [{ ...measured, limits, outcome: 'pass' }] });
    expect(parsed(record).root.steps?.at(-1)).toMatchObject({
      name: 'Measurements',
      steps: [{ stepType: 'ET_NLT', name: 'rail', numericMeas: [{ value: 2.7, ...expected }] }],
    });
  });

  it('has a value outside its limits as failed', () => {
    const limits = { min: 3 };
    const record = run('FAIL', { measurements: [{ ...measured, limits, outcome: 'fail' }] });
    expect(parsed(record).root.steps?.at(-1)).toMatchObject({
      status: 'F',
      steps: [{ status: 'F' }],
    });
  });

  it('tells whose step it was, and what it was done for', () => {
    const marks = { fob: 'twin', attempt: 2, equivalentOf: 'wait 30 d', message: 'too late' };
    const report = parsed(run('PASS', { steps: [step(1, marks)] }));
    expect(report.root.steps?.[0]).toMatchObject({
      reportText: 'fob twin; attempt 2; in place of wait 30 d; too late',
    });
  });

  it('tells the whole of a step whose name is too long', () => {
    const text = `expect ${'x'.repeat(200)}`;
    const report = parsed(run('PASS', { steps: [step(1, { text })] }));
    expect(report.root.steps?.[0]).toMatchObject({ reportText: text });
  });
});
