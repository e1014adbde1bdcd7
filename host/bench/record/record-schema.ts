import { READING_UNITS, type ReadingOf } from '@fobkit/client';
import { statusCodes } from '@fobkit/protocol';
import * as v from 'valibot';
import type { RunRecord } from '../run/record.ts';
import type { StepKind } from '../scenario/model.ts';

const verdict = v.picklist(['PASS', 'FAIL', 'INVALID', 'SKIPPED']);
const place = v.object({ file: v.string(), line: v.number(), column: v.number() });
const scalar = v.union([v.string(), v.number(), v.boolean()]);
const moment = v.object({ utc: v.pipe(v.string(), v.isoTimestamp()), monotonicMs: v.number() });
const text = v.exactOptional(v.string());
const amount = v.exactOptional(v.number());

const STEP_KINDS: Readonly<Record<StepKind, true>> = {
  press: true,
  hold: true,
  wait: true,
  temperature: true,
  battery: true,
  cell: true,
  supply: true,
  crystal: true,
  unplug: true,
  replug: true,
  arm: true,
  clear: true,
  host: true,
  'host-clock': true,
  bank: true,
  expect: true,
  measure: true,
  repeat: true,
  group: true,
  'power-cuts': true,
  ask: true,
};

const stepKind = v.custom<StepKind>(
  (kind) => typeof kind === 'string' && Object.hasOwn(STEP_KINDS, kind),
  'no kind of step',
);
const readingOf = v.custom<ReadingOf>(
  (of) => typeof of === 'string' && Object.hasOwn(READING_UNITS, of),
  'nothing that is read',
);
const limits = v.object({ min: amount, max: amount, marginal: amount });

const reason = v.object({
  verdict: v.picklist(['FAIL', 'INVALID', 'SKIPPED']),
  message: v.string(),
  place: v.exactOptional(place),
});

const step = v.object({
  number: v.number(),
  kind: stepKind,
  text: v.string(),
  place,
  fob: text,
  depth: v.number(),
  attempt: v.number(),
  startUnixMs: v.number(),
  endUnixMs: v.number(),
  verdict,
  message: text,
  evidence: text,
  equivalentOf: text,
});

const fault = v.object({
  name: v.string(),
  text: v.string(),
  firedCount: v.number(),
  evidence: v.string(),
  equivalent: text,
});

const measurement = v.object({
  name: v.string(),
  value: v.number(),
  unit: v.string(),
  instrument: v.string(),
  limits: v.exactOptional(limits),
  outcome: v.picklist(['pass', 'marginal', 'fail', 'no-limits']),
  unixMs: v.number(),
});

const reading = v.object({
  of: readingOf,
  value: v.number(),
  unit: v.string(),
  instrument: v.string(),
  unixMs: v.number(),
});

const sample = v.object({
  unixMs: v.number(),
  fob: text,
  batteryPercent: amount,
  driftSeconds: amount,
  celsius: amount,
  railVolts: amount,
  running: v.exactOptional(v.boolean()),
  lcd: text,
  picture: text,
  mark: text,
});

const messageRecord = v.object({
  unixMs: v.number(),
  fob: text,
  step: amount,
  direction: v.picklist(['request', 'reply']),
  command: v.string(),
  status: v.exactOptional(v.picklist(Object.keys(statusCodes))),
  sealed: v.boolean(),
  attempt: amount,
  fields: v.exactOptional(v.record(v.string(), v.unknown())),
});

/** A record as it is stored: what is told of a run to whoever reads it later. */
export const runRecordSchema: v.GenericSchema<unknown, RunRecord> = v.object({
  format: v.literal('fobkit run'),
  version: v.literal(1),
  runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  scenario: v.object({
    name: v.string(),
    title: v.string(),
    file: v.string(),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    parameters: v.record(v.string(), scalar),
  }),
  rig: v.object({
    kind: v.picklist(['emulated', 'bench']),
    name: v.string(),
    port: text,
    taken: text,
    released: text,
  }),
  relyingParty: text,
  device: v.object({
    deviceId: v.string(),
    model: text,
    firmwareVersion: text,
    serialLabel: text,
  }),
  tool: v.string(),
  started: moment,
  ended: moment,
  verdict,
  reasons: v.array(reason),
  unstable: v.boolean(),
  marginal: v.boolean(),
  steps: v.array(step),
  faults: v.array(fault),
  measurements: v.array(measurement),
  readings: v.array(reading),
  timeline: v.array(sample),
  transcript: v.array(messageRecord),
  equivalents: v.array(v.object({ of: v.string(), tolerance: v.string() })),
});
