import { fromHex, UsageError } from '@fobkit/protocol';
import type { RunRecord } from '../run/record.ts';
import { runScenario } from '../run/run-scenario.ts';
import type { RunPorts } from '../run/runner.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import { readScenarios } from '../scenario/read-scenarios.ts';
import type { Bundle } from './bundle.ts';
import { firstDifference, type ValueDifference } from './first-difference.ts';
import { transcriptText } from './write-bundle.ts';

export interface ReplayPorts {
  readonly env: ScenarioEnv;
  /** Of emulated fobs; the run's id is the bundle's. */
  readonly run: Omit<RunPorts, 'runId'>;
}

export interface BundleReplay {
  readonly record: RunRecord;
  /** Where it went another way than in the bundle; absent when every byte is the same. */
  readonly difference?: ValueDifference;
  /** The tool that wrote the bundle, when it is of another version. */
  readonly otherTool?: string;
}

/**
 * Runs what a bundle tells once more, on emulated fobs, and compares: the transcript byte by byte,
 * and everything else in the record but wall times and the tool's version.
 *
 * @throws UsageError when the run was none of emulated fobs, or its scenario cannot be read here.
 */
export async function replayBundle(bundle: Bundle, ports: ReplayPorts): Promise<BundleReplay> {
  const { record: was, scenarioText } = bundle;
  if (was.rig.kind !== 'emulated' || ports.run.rigs.kind !== 'emulated') {
    const where = was.rig.kind === 'emulated' ? 'is wanted' : 'was made';
    throw new UsageError(`it ${where} on a bench, where no run is like another: run its scenario`);
  }
  const { file, name, parameters } = was.scenario;
  const source = { text: scenarioText, file };
  const [scenario, ...more] = readScenarios(source, ports.env, { set: parameters });
  if (scenario?.name !== name || more.length > 0) {
    throw new UsageError(`${file} in the bundle has not one run of ${name} with its parameters`);
  }
  const record = await runScenario(scenario, { ...ports.run, runId: fromHex(was.runId) });
  const difference = compare(was, record);
  return {
    record,
    ...(difference === undefined ? {} : { difference }),
    ...(was.tool === record.tool ? {} : { otherTool: was.tool }),
  };
}

function compare(was: RunRecord, is: RunRecord): ValueDifference | undefined {
  const inTranscript = transcriptDifference(was, is);
  return inTranscript ?? firstDifference(comparable(was), comparable(is));
}

function transcriptDifference(was: RunRecord, is: RunRecord): ValueDifference | undefined {
  if (transcriptText(was) === transcriptText(is)) return undefined;
  const found = firstDifference({ transcript: was.transcript }, { transcript: is.transcript });
  return found ?? { path: 'transcript', was: 'other bytes', is: 'other bytes' };
}

/** As JSON has it, and without what is of the moment alone. */
function comparable(record: RunRecord): unknown {
  const { started: _started, ended: _ended, tool: _tool, transcript: _, ...rest } = record;
  return JSON.parse(JSON.stringify(rest));
}
