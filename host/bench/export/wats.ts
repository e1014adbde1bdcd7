import { createHash } from 'node:crypto';
import type { Measurement, RunRecord } from '../run/record.ts';
import {
  resultOf,
  short,
  statusOf,
  type WatsReport,
  type WatsStation,
  type WatsStep,
} from './wats-model.ts';
import { stepTree } from './wats-steps.ts';
import { parametersText, reasonText, secondsOf } from './words.ts';

/** One run as WATS takes it: one report each. */
export function watsReport(record: RunRecord, station: WatsStation = {}): WatsReport {
  const { device, reasons, rig, runId, scenario, started, verdict } = record;
  const {
    processCode = 10,
    location = '-',
    machineName = rig.name,
    purpose = 'fobkit bench',
  } = station;
  const root = rootStep(record);
  return {
    type: 'T',
    id: guidOf(runId),
    pn: short(device.model ?? String(scenario.parameters['profile'] ?? '-')),
    sn: short(device.serialLabel ?? device.deviceId),
    rev: short(device.firmwareVersion ?? '-'),
    processCode,
    result: resultOf(verdict),
    machineName: short(machineName),
    location: short(location),
    purpose: short(purpose),
    start: started.utc.replace(/Z$/, '+00:00'),
    startUTC: started.utc,
    root: root.step,
    uut: {
      user: '-',
      comment: parametersText(record),
      execTime: secondsOf(record),
      fixtureId: short(rig.port ?? rig.name),
      errorMessage: reasons[0] === undefined ? null : reasonText(reasons[0]),
      stepIdCausedUUTFailure: root.culprit ?? null,
    },
    miscInfos: infosOf(record),
  };
}

function rootStep(record: RunRecord): { step: WatsStep; culprit: number | undefined } {
  let last = 0;
  const next = (): number => ++last;
  const tree = stepTree(record, next);
  const measured = record.measurements.map((measurement) => numericStep(measurement, next()));
  const steps = [
    ...tree.steps,
    ...(measured.length === 0 ? [] : [sequence('Measurements', next(), measured)]),
  ];
  const step = {
    ...sequence(record.scenario.name, 0, steps),
    status: statusOf(record.verdict),
    totTime: secondsOf(record),
    reportText: record.scenario.title,
  };
  return { step, culprit: tree.culprit };
}

function sequence(name: string, id: number, steps: readonly WatsStep[]): WatsStep {
  const failed = steps.some(({ status }) => status === 'F');
  return {
    id,
    group: 'M',
    stepType: 'SequenceCall',
    name: short(name),
    status: failed ? 'F' : 'P',
    totTime: 0,
    causedUUTFailure: false,
    steps,
    seqCall: { path: '-', name: short(name), version: '-' },
  };
}

function numericStep(measurement: Measurement, id: number): WatsStep {
  const { instrument, limits = {}, name, outcome, unit, value } = measurement;
  const { max, min } = limits;
  const status = outcome === 'fail' ? 'F' : 'P';
  const compOp =
    min === undefined ? (max === undefined ? 'LOG' : 'LE') : max === undefined ? 'GE' : 'GELE';
  return {
    id,
    group: 'M',
    stepType: 'ET_NLT',
    name: short(name),
    status,
    totTime: 0,
    causedUUTFailure: status === 'F',
    reportText: outcome === 'marginal' ? `marginal, by ${instrument}` : `by ${instrument}`,
    numericMeas: [
      {
        compOp,
        name: null,
        status,
        unit,
        value,
        lowLimit: min ?? max ?? null,
        highLimit: compOp === 'GELE' ? (max ?? null) : null,
      },
    ],
  };
}

function infosOf(record: RunRecord): readonly { description: string; text: string }[] {
  const { device, marginal, runId, scenario, tool, unstable } = record;
  const infos = {
    'run id': runId,
    'device id': device.deviceId,
    tool,
    unstable: String(unstable),
    marginal: String(marginal),
    'scenario SHA-256': scenario.sha256,
  };
  return Object.entries(infos).map(([description, text]) => ({ description, text: short(text) }));
}

/** The same run has the same GUID (RFC 9562 §5.5, version 5), so that sending it twice is harmless. */
function guidOf(runId: string): string {
  const hash = createHash('sha1').update(`fobkit run ${runId}`).digest();
  const bytes = hash.subarray(0, 16);
  bytes[6] = 0x50 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
}
