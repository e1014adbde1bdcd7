import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/model.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import type { Journal } from './journal.ts';
import type { FaultRecord, Reason, RunRecord } from './record.ts';
import type { RunPorts } from './runner.ts';
import { toolName } from './tool.ts';
import { verdictOf } from './verdict.ts';

/** How a run ended. */
export interface Ending {
  readonly scenario: Scenario;
  readonly journal: Journal;
  readonly reasons: readonly Reason[];
  readonly faults: readonly FaultRecord[];
  /** The fob under test; absent when there was none to take. */
  readonly fob: FobUnderRun | undefined;
  /** What was read back when the rig let go of it; absent when that did not come off. */
  readonly released: string | undefined;
  readonly runId: string;
}

export interface RecordOptions {
  readonly started: { readonly unixMs: number; readonly monotonicMs: number };
  readonly ports: RunPorts;
}

export function recordOf(ending: Ending, { started, ports }: RecordOptions): RunRecord {
  const { scenario, journal, reasons, faults, fob } = ending;
  const { measurements, readings, timeline, transcript, equivalents, shaky } = journal;
  return {
    format: 'fobkit run',
    version: 1,
    runId: ending.runId,
    scenario: {
      name: scenario.name,
      title: scenario.title.en,
      file: scenario.place.file,
      sha256: createHash('sha256')
        .update(scenario.fileText ?? '')
        .digest('hex'),
      parameters: scenario.parameters,
    },
    rig: rigOf(ending, ports),
    ...(ports.relyingPartyName === undefined ? {} : { relyingParty: ports.relyingPartyName }),
    device: fob?.facts ?? { deviceId: '' },
    tool: toolName(),
    started: { utc: utc(started.unixMs), monotonicMs: started.monotonicMs },
    ended: { utc: utc(ports.wall.unixMs()), monotonicMs: ports.wall.now() },
    verdict: verdictOf({ reasons, checks: journal.checks }),
    reasons: [...reasons, ...shaky],
    unstable: shaky.length > 0,
    marginal: measurements.some(({ outcome }) => outcome === 'marginal'),
    steps: journal.steps.toSorted((a, b) => a.number - b.number),
    faults,
    measurements,
    readings,
    timeline: timeline.samples(),
    transcript,
    equivalents,
  };
}

function rigOf({ fob, released }: Ending, ports: RunPorts): RunRecord['rig'] {
  const { kind } = ports.rigs;
  if (fob === undefined) return { kind, name: ports.rigs.name };
  const { name, port, taken } = fob.rig;
  return {
    kind,
    name,
    ...(port === undefined ? {} : { port }),
    ...(taken === undefined ? {} : { taken: taken.evidence }),
    ...(released === undefined ? {} : { released }),
  };
}

function utc(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
