import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Defect,
  libraryScenarios,
  libraryTwins,
  OtplibRelyingParty,
  readScenarios,
  readTwins,
  type RunPorts,
  type RunRecord,
  runScenario,
  type Scenario,
  type ScenarioEnv,
  twinProfile,
  twinText,
} from '@fobkit/bench';
import { InProcessRigs, parseProfile, type Profile, profiles } from '@fobkit/emulator';
import type { LoadedParameters } from '@fobkit/protocol';
import { scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { wrongBanks } from './wrong-bank.ts';
import { wrongFirmware } from './wrong-firmware.ts';

/** A scenario of the library, its text, and the defect of its twin. */
export interface LibraryEntry {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly defect: Defect;
}

export async function libraryEntries(): Promise<readonly LibraryEntry[]> {
  const twins = readTwins(await readFile(libraryTwins(), 'utf8'));
  return Promise.all(
    (await libraryScenarios()).map(async ({ name, file }) => {
      const defect = twins.get(name);
      if (defect === undefined) throw new Error(`twins.yaml has no twin of ${name}`);
      return { name, file: basename(file), text: await readFile(file, 'utf8'), defect };
    }),
  );
}

/** Every run of the scenario as it is, with the usual relying party or another. */
export function asItIs(
  { text, file }: LibraryEntry,
  relyingParty?: RunPorts['relyingParty'],
): Promise<readonly RunRecord[]> {
  return runAll(read(text, file, profiles), profiles, {}, relyingParty);
}

/** Every run of the scenario with the defect of its twin put in. */
export function asTwin(
  { text, file, defect }: LibraryEntry,
  relyingParty?: RunPorts['relyingParty'],
): Promise<readonly RunRecord[]> {
  const changed = profiles.map((profile) => {
    const isIts = new RegExp(`^profile: ${profile.name}$`, 'm').test(text);
    return isIts ? parseProfile(twinProfile(profile, defect)) : profile;
  });
  return runAll(read(twinText(text, defect), file, changed), changed, defect, relyingParty);
}

/** Every run of the scenario with faults whose trigger never comes; empty when it arms none. */
export function disarmed({ text, file }: LibraryEntry): Promise<readonly RunRecord[]> {
  const armed = read(text, file, profiles).filter(({ faults }) => faults.size > 0);
  return runAll(armed.map(withoutTriggers), profiles);
}

/** The last second of which scenarios know. */
const NEVER = { on: 'time', unixSeconds: 7_258_118_399 };

function withoutTriggers(scenario: Scenario): Scenario {
  const faults = [...scenario.faults].map(
    ([name, fault]) => [name, { ...fault, fault: { ...fault.fault, trigger: NEVER } }] as const,
  );
  return { ...scenario, faults: new Map(faults) };
}

function read(text: string, file: string, known: readonly Profile[]): readonly Scenario[] {
  return readScenarios({ text, file }, envOf(known));
}

function envOf(known: readonly Profile[]): ScenarioEnv {
  return {
    ...scenarioEnv(),
    profileNames: known.map(({ name }) => name),
    profile(wanted) {
      const profile = find(known, wanted);
      if (profile === undefined) return undefined;
      const { name, preset, serial } = profile;
      return { name, serialLabel: serial.example, ...(preset === undefined ? {} : { preset }) };
    },
  };
}

async function runAll(
  scenarios: readonly Scenario[],
  known: readonly Profile[],
  { firmware, bank }: Partial<Defect> = {},
  relyingParty: RunPorts['relyingParty'] = (rules) => new OtplibRelyingParty(rules),
): Promise<readonly RunRecord[]> {
  const makeProgram = firmware === undefined ? undefined : named(wrongFirmware, firmware);
  const makeBank = bank === undefined ? undefined : named(wrongBanks, bank);
  const records: RunRecord[] = [];
  for (const scenario of scenarios) {
    records.push(
      await runScenario(scenario, {
        rigs: new InProcessRigs((name) => find(known, name), undefined, makeProgram),
        relyingParty: makeBank ?? relyingParty,
        preset: (name) => presetOf(find(known, name)),
        runId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
        wall: { unixMs: () => Date.now(), now: () => performance.now() },
      }),
    );
  }
  return records;
}

function named<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name];
  if (found === undefined) throw new Error(`twins.yaml: nothing is called ${name}`);
  return found;
}

function find(known: readonly Profile[], name: string): Profile | undefined {
  return known.find((profile) => profile.name === name);
}

function presetOf(profile: Profile | undefined): LoadedParameters | undefined {
  if (profile?.preset === undefined) return undefined;
  const { mode, algorithm, digits, stepSeconds } = profile.preset;
  return {
    mode,
    algorithm,
    digits,
    serialLabel: profile.serial.example,
    purpose: 'test',
    ...(mode === 'totp' ? { stepSeconds, t0: 0 } : { counter: 0 }),
  };
}

/** What one wants to see when a verdict is another than was expected. */
export function told(records: readonly RunRecord[]): readonly string[] {
  return records.map(({ verdict, reasons, scenario }) => {
    const why = reasons.map(
      ({ message, place, verdict: of }) => `${of} ${String(place?.line)}: ${message}`,
    );
    return `${verdict} ${JSON.stringify(scenario.parameters)} ${why.join(' | ')}`;
  });
}
