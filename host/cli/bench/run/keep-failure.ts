import { join } from 'node:path';
import {
  type Bundle,
  firstDifference,
  makeFolder,
  type RunRecord,
  runScenario,
  type Scenario,
  transcriptText,
  writeBundle,
} from '@fobkit/bench';
import { InProcessRigs } from '@fobkit/emulator';
import { fromHex } from '@fobkit/protocol';
import { relyingPartyOf } from '../relying-party/relying-party.ts';
import { RunCapture } from '../run-capture.ts';
import { runPorts } from './run-ports.ts';

/** What a run left beside its record. */
export type Extras = Pick<Bundle, 'snapshot' | 'capture'>;

/** Whether a run that came to this leaves a bundle. One that another kept from its rig has nothing. */
export function leavesBundle({ reasons, steps, verdict }: RunRecord): boolean {
  const busy = steps.length === 0 && reasons.some(({ message }) => message.startsWith('busy: '));
  return verdict === 'FAIL' || (verdict === 'INVALID' && !busy);
}

/** Writes a bundle into a new folder below `folder`, and gives its path. */
export async function keepFailure(
  folder: string,
  { scenario, record }: { readonly scenario: Scenario; readonly record: RunRecord },
  extras: Extras,
): Promise<string> {
  await makeFolder(folder);
  const path = join(folder, `${scenario.name}-${record.runId}`);
  await writeBundle(path, { record, scenarioText: scenario.fileText ?? '', ...extras });
  return path;
}

/**
 * What a run on emulated fobs in process leaves, found by running it once more: most runs pass, and
 * need none of it. Nothing when the second run is not the first to the byte.
 */
export async function extrasInProcess(scenario: Scenario, record: RunRecord): Promise<Extras> {
  const capture = new RunCapture();
  const rigs = new InProcessRigs(undefined, (link, clock) => capture.of(link, clock));
  let snapshot: string | undefined;
  const again = await runScenario(
    scenario,
    runPorts(rigs, {
      ...(await relyingPartyOf(record.relyingParty)),
      runId: fromHex(record.runId),
      onStartState: (text) => {
        snapshot = text;
      },
    }),
  );
  const same = transcriptText(again) === transcriptText(record);
  if (!same || firstDifference(record.reasons, again.reasons) !== undefined) return {};
  return extrasOf(snapshot, capture.bytes());
}

export function extrasOf(snapshot: string | undefined, capture: Uint8Array | undefined): Extras {
  return {
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(capture === undefined ? {} : { capture }),
  };
}
