import { basename } from 'node:path';
import {
  type Defect,
  OtplibRelyingParty,
  readScenarios,
  type RigSource,
  type RunRecord,
  runScenario,
  type Scenario,
  twinProfile,
  twinText,
} from '@fobkit/bench';
import type { FaultData, HostClock, Rig } from '@fobkit/client';
import { parseProfile, type Profile, profiles } from '@fobkit/emulator';
import type { BenchChoice } from '../../../../firmware-sim/fixture/index.ts';
import { checkFault } from '../../../../firmware-sim/fault/fault.ts';
import type { LiveFob } from '../../../../host/emulator/live-fob.ts';
import { presetOf, scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { LibraryBench, type StandingFob } from '../support/library-bench.ts';
import type { LibraryEntry } from './forms.ts';
import { wrongBanks } from './wrong-bank.ts';
import { wrongFirmware } from './wrong-firmware.ts';

export interface BenchForm {
  readonly clock: HostClock;
  readonly choice?: BenchChoice;
  /** Put into the fob, the bank or the start state, behind the back of the bench. */
  readonly defect?: Defect;
}

/** Runs of a scenario file, as it is. */
export function runsOf({ text, file }: Pick<LibraryEntry, 'text' | 'file'>): readonly Scenario[] {
  return readScenarios({ text, file: basename(file) }, scenarioEnv());
}

/** Runs one scenario on a bench of emulated instruments made for it. */
export async function onABench(scenario: Scenario, form: BenchForm): Promise<RunRecord> {
  const { bank } = form.defect ?? {};
  const bench = await LibraryBench.open({
    clock: form.clock,
    fobs: fobsOf(scenario, form.defect),
    ...(form.choice === undefined ? {} : { choice: form.choice }),
  });
  try {
    const bad = badFob(scenario, form.defect);
    return await runScenario(bad.scenario, {
      rigs: bad.faults.length === 0 ? bench.rigs : new BadFobs(bench, bad.faults),
      relyingParty: (rules) => (bank === undefined ? new OtplibRelyingParty(rules) : wrongBanks[bank]?.(rules) ?? never(bank)),
      preset: presetOf,
      runId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      wall: { unixMs: () => Date.now(), now: () => performance.now() },
    });
  } finally {
    await bench.close();
  }
}

function fobsOf(scenario: Scenario, defect: Defect | undefined): readonly StandingFob[] {
  const { firmware } = defect ?? {};
  const others = [...scenario.given.others].map(([as, { profile }]) => ({
    as,
    profile: profileNamed(profile),
  }));
  const profile = profileNamed(scenario.profile);
  return [
    {
      profile: defect === undefined ? profile : parseProfile(twinProfile(profile, defect)),
      ...(firmware === undefined ? {} : { makeProgram: wrongFirmware[firmware] ?? never(firmware) }),
    },
    ...others,
  ];
}

/**
 * A bench arms no faults: those of a defect are armed in the emulated fob itself, once it is in its
 * start state, as if it had been bad from the factory. What else a defect patches the scenario has.
 */
function badFob(
  scenario: Scenario,
  defect: Defect | undefined,
): { readonly scenario: Scenario; readonly faults: readonly FaultData[] } {
  if (defect === undefined) return { scenario, faults: [] };
  const text = twinText(scenario.fileText ?? '', defect);
  const same = (one: Scenario): boolean =>
    JSON.stringify(one.parameters) === JSON.stringify(scenario.parameters);
  const twin = runsOf({ text, file: scenario.place.file }).find(same) ?? never(scenario.name);
  const added = [...twin.faults.values()].filter(
    ({ name, text: words }) => scenario.faults.get(name)?.text !== words,
  );
  if (added.length === 0) return { scenario: twin, faults: [] };
  const { place } = scenario;
  const steps: Scenario['steps'] = [{ kind: 'wait', seconds: 0, text: 'wait 0 s', place }, ...twin.steps];
  return { scenario: { ...twin, faults: scenario.faults, steps }, faults: added.map(({ fault }) => fault) };
}

/** The rigs of a bench whose fob turns bad at the first step. */
class BadFobs implements RigSource {
  readonly kind = 'bench';
  readonly name: string;
  readonly #bench: LibraryBench;
  readonly #faults: readonly FaultData[];

  constructor(bench: LibraryBench, faults: readonly FaultData[]) {
    this.#bench = bench;
    this.#faults = faults;
    this.name = bench.rigs.name;
  }

  async take(scenario: Scenario, fob?: string): Promise<Rig> {
    const rig = await this.#bench.rigs.take(scenario, fob);
    const [live] = this.#bench.lives;
    return fob === undefined && live !== undefined ? turningBad(rig, live, this.#faults) : rig;
  }
}

function turningBad(rig: Rig, live: LiveFob, faults: readonly FaultData[]): Rig {
  const wait = rig.wait.bind(rig);
  let armed = false;
  rig.wait = async (seconds, signal): Promise<void> => {
    if (!armed) for (const fault of faults) live.fob.faults.arm(checkFault(fault));
    live.touched();
    armed = true;
    await wait(seconds, signal);
  };
  return rig;
}

function profileNamed(name: string): Profile {
  return profiles.find((profile) => profile.name === name) ?? never(name);
}

function never(what: string): never {
  throw new Error(`there is no ${what}`);
}
