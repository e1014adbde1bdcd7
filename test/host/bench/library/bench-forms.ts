import {
  benchPlan,
  type Defect,
  OtplibRelyingParty,
  readScenarios,
  type RigSource,
  type RunRecord,
  runScenario,
  type Scenario,
  type Step,
  twinProfile,
  twinText,
} from '@fobkit/bench';
import type { FaultData, HostClock, Rig } from '@fobkit/client';
import { parseProfile, type Profile, profiles } from '@fobkit/emulator';
import type { LoadedParameters } from '@fobkit/protocol';
import type { BenchChoice } from '../../../../firmware-sim/fixture/index.ts';
import { checkFault } from '../../../../firmware-sim/fault/fault.ts';
import type { LiveFob } from '../../../../host/emulator/live-fob.ts';
import { presetOf, scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { LibraryBench, type StandingFob } from '../support/library-bench.ts';
import { libraryEntries, type LibraryEntry } from './forms.ts';
import { wrongBanks } from './wrong-bank.ts';
import { wrongFirmware } from './wrong-firmware.ts';

/** One run of a scenario of the library on a bench of emulated instruments. */
export interface Trial {
  readonly called: string;
  readonly entry: LibraryEntry;
  readonly scenario: Scenario;
  /** Absent: the scenario as it is. Else put into the fob, the bank or the start state. */
  readonly defect?: Defect;
  /** What the instruments are like. */
  readonly choice: BenchChoice;
}

/** Each run of each scenario that a bench can do in so many seconds, as it is and as its twin. */
export async function trialsOf(seconds: number): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const entry of await libraryEntries()) {
    for (const scenario of runsOf(entry).filter((one) => fitsABench(one, seconds))) {
      const called = calledOf(scenario);
      trials.push({ called, entry, scenario, choice: choiceOf(trials.length) });
      const { defect } = entry;
      trials.push({
        called: `${called}, twin`,
        entry,
        scenario,
        defect,
        choice: choiceOf(trials.length),
      });
    }
  }
  return trials;
}

/** Each run of each scenario that no bench can do, or not in a day. */
export async function trialsBeyond(): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const entry of await libraryEntries()) {
    for (const scenario of runsOf(entry)) {
      if (fitsABench(scenario, CHAMBER_IS_SLOW)) continue;
      trials.push({ called: calledOf(scenario), entry, scenario, choice: choiceOf(trials.length) });
    }
  }
  return trials;
}

/** A plan counts with a chamber of 5 °C a minute; emulated ones may be quicker. */
export const CHAMBER_IS_SLOW = 900;

function fitsABench(scenario: Scenario, most: number): boolean {
  const { lacks, seconds } = benchPlan(scenario);
  return lacks.length === 0 && seconds < most;
}

/** Instruments of all kinds take turns, whether a scenario is as it is or a twin. */
function choiceOf(at: number): BenchChoice {
  return {
    dialect: at % 8 < 4 ? 'keysight-e36300a' : 'rigol-dp800',
    supplyBy: at % 3 === 0 ? 'pty' : 'tcp',
    chamber: at % 5 < 2 ? 'watlow-f4t' : 'watlow-f4',
    chamberBy: at % 4 < 2 ? 'pty' : 'tcp',
  };
}

function calledOf({ name, parameters }: Scenario): string {
  const { profile: _, seed: __, ...own } = parameters;
  return [name, ...Object.entries(own).map(([key, value]) => `${key}=${String(value)}`)].join(' ');
}

/** So many take their fobs at once; what they do with them they do all together. */
const LANES = 4;

/** Runs all of them side by side. */
export function startAll(
  trials: readonly Trial[],
  clock: HostClock,
): readonly Promise<RunRecord>[] {
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  return trials.map(async (trial, at) => {
    const before = lanes[at % LANES];
    const taken = Promise.withResolvers<undefined>();
    lanes[at % LANES] = taken.promise;
    const free = (): void => {
      taken.resolve(undefined);
    };
    await before;
    try {
      return await onABench(trial, { clock, onTaken: free });
    } finally {
      free();
    }
  });
}

interface OnABench {
  readonly clock: HostClock;
  readonly onTaken: () => void;
}

async function onABench(trial: Trial, { clock, onTaken }: OnABench): Promise<RunRecord> {
  const { scenario, defect, choice } = trial;
  const { bank } = defect ?? {};
  const makeBank = bank === undefined ? undefined : (wrongBanks[bank] ?? never(bank));
  const bench = await LibraryBench.open({ clock, fobs: fobsOf(scenario, defect), choice });
  try {
    const bad = badFob(scenario, defect);
    return await runScenario(bad.scenario, {
      rigs: new BadFobs(bench, bad.faults, onTaken),
      relyingParty: makeBank ?? ((rules) => new OtplibRelyingParty(rules)),
      preset: (name) => presetFor(name, defect),
      runId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      wall: { unixMs: () => Date.now(), now: () => performance.now() },
    });
  } finally {
    await bench.close();
  }
}

function runsOf({ text, file }: Pick<LibraryEntry, 'text' | 'file'>): readonly Scenario[] {
  return readScenarios({ text, file }, scenarioEnv());
}

function fobsOf(scenario: Scenario, defect: Defect | undefined): readonly StandingFob[] {
  const { firmware } = defect ?? {};
  const others = [...scenario.given.others].map(([as, { profile }]) => ({
    as,
    profile: profileNamed(profile),
  }));
  return [
    {
      profile: twinOf(profileNamed(scenario.profile), defect),
      ...(firmware === undefined
        ? {}
        : { makeProgram: wrongFirmware[firmware] ?? never(firmware) }),
    },
    ...others,
  ];
}

function twinOf(profile: Profile, defect: Defect | undefined): Profile {
  return defect === undefined ? profile : parseProfile(twinProfile(profile, defect));
}

/** What the changed fob type is loaded with. */
function presetFor(name: string, defect: Defect | undefined): LoadedParameters | undefined {
  const usual = presetOf(name);
  const { preset } = twinOf(profileNamed(name), defect);
  return usual === undefined || preset === undefined
    ? usual
    : { ...usual, algorithm: preset.algorithm };
}

/** What stands in for a crystal that is bad for so long that no bench waits for it. */
const IN_HINDSIGHT: Readonly<Record<string, { readonly fault: string; readonly before: number }>> =
  {
    // 20 ppm in three years.
    'shelf-worn-stock': { fault: 'rtc.jump -1893s', before: 0 },
    // 20 ppm in 30 days, behind the equivalent that loads it anew.
    'cold-storage': { fault: 'rtc.jump -52s', before: 2 },
  };

interface BadFob {
  readonly scenario: Scenario;
  readonly faults: readonly FaultData[];
}

/**
 * A bench arms no faults: those of a defect are armed in the emulated fob itself, once it is in its
 * start state, as if it had been bad from the factory. What else a defect patches the scenario has.
 */
function badFob(scenario: Scenario, defect: Defect | undefined): BadFob {
  if (defect === undefined) return { scenario, faults: [] };
  const text = twinText(scenario.fileText ?? '', defect);
  const same = (one: Scenario): boolean =>
    JSON.stringify(one.parameters) === JSON.stringify(scenario.parameters);
  const twin = runsOf({ text, file: scenario.place.file }).find(same) ?? never(scenario.name);
  const added = [...twin.faults.values()].filter(
    ({ name, text: words }) => scenario.faults.get(name)?.text !== words,
  );
  if (added.length === 0) return { scenario: twin, faults: [] };
  const { fault, before } = IN_HINDSIGHT[scenario.name] ?? { before: 0 };
  const turns: Step = {
    kind: 'wait',
    seconds: 0,
    text: 'the fob turns bad',
    place: scenario.place,
  };
  const faults =
    fault === undefined ? added.map((one) => one.fault) : [scenarioEnv().fault(fault).fault];
  const steps = [...twin.steps.slice(0, before), turns, ...twin.steps.slice(before)];
  return { scenario: { ...twin, faults: scenario.faults, steps }, faults };
}

/** The rigs of a bench whose fob turns bad where the scenario says so. */
class BadFobs implements RigSource {
  readonly kind = 'bench';
  readonly name: string;
  readonly #bench: LibraryBench;
  readonly #faults: readonly FaultData[];
  readonly #onTaken: () => void;

  constructor(bench: LibraryBench, faults: readonly FaultData[], onTaken: () => void) {
    this.#bench = bench;
    this.#faults = faults;
    this.#onTaken = onTaken;
    this.name = bench.rigs.name;
  }

  async take(scenario: Scenario, fob?: string): Promise<Rig> {
    const rig = await this.#bench.rigs.take(scenario, fob);
    this.#onTaken();
    const [live] = this.#bench.lives;
    if (fob !== undefined || live === undefined || this.#faults.length === 0) return rig;
    return turningBad(rig, live, this.#faults);
  }
}

function turningBad(rig: Rig, live: LiveFob, faults: readonly FaultData[]): Rig {
  const wait = rig.wait.bind(rig);
  let todo = faults;
  rig.wait = async (seconds, signal): Promise<void> => {
    if (seconds === 0) {
      for (const fault of todo) live.fob.faults.arm(checkFault(fault));
      todo = [];
      live.touched();
    }
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
