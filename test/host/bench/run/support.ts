import { setImmediate } from 'node:timers/promises';
import {
  OtplibRelyingParty,
  readScenarios,
  type RigSource,
  type RunPorts,
  type RunRecord,
  runScenario,
  type Scenario,
} from '@fobkit/bench';
import type { HostClock, Rig } from '@fobkit/client';
import { InProcessRigs } from '@fobkit/emulator';
import { presetOf, scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';

export const RUN_ID = Uint8Array.of(0xb1, 2, 3, 4, 5, 6, 7, 8);

/** The one run of a scenario, from its steps and what else it has. */
export function scenarioOf(rest: string): Scenario {
  const text = `scenario: probe\nprofile: generic\n${rest}`;
  const [scenario, ...more] = readScenarios({ text, file: 'probe.yaml' }, scenarioEnv());
  if (scenario === undefined || more.length > 0) throw new Error('not one run');
  return scenario;
}

export function portsWith(over: Partial<RunPorts> = {}): RunPorts {
  return {
    rigs: new InProcessRigs(),
    relyingParty: (rules) => new OtplibRelyingParty(rules),
    preset: presetOf,
    runId: RUN_ID,
    wall: { unixMs: () => 1_800_000_000_000, now: () => 0 },
    ...over,
  };
}

/** Runs a scenario on emulated fobs, or on what is made of them. */
export function runOf(rest: string, over: Partial<RunPorts> = {}): Promise<RunRecord> {
  return runScenario(scenarioOf(rest), portsWith(over));
}

/** What became of a rig under test. */
export interface Seen {
  readonly acts: string[];
  closed: number;
  connects: number;
}

/** Of a rig to which nothing was done yet. */
export const nothing = (): Seen => ({ acts: [], closed: 0, connects: 0 });

/** Emulated rigs with other answers where a test wants them, and an eye on what is done to them. */
export function rigsWith(over: (rig: Rig) => Partial<Rig>, seen: Seen = nothing()): RigSource {
  const rigs = new InProcessRigs();
  return {
    kind: 'emulated',
    name: 'emulated, with a fault of its own',
    async take(scenario, fob) {
      const rig = await rigs.take(scenario, fob);
      return watched({ ...whole(rig), ...over(rig) }, seen);
    },
  };
}

/** The methods of a rig as an object, so that some can be replaced. */
export function whole(rig: Rig): Rig {
  return {
    kind: rig.kind,
    name: rig.name,
    deviceId: rig.deviceId,
    clock: rig.clock,
    lacks: (capability) => rig.lacks(capability),
    act: (action, signal) => rig.act(action, signal),
    wait: (seconds, signal) => rig.wait(seconds, signal),
    read: (what) => rig.read(what),
    connect: (options) => rig.connect(options),
    factoryKey: () => rig.factoryKey(),
    lcd: (signal) => rig.lcd(signal),
    picture: () => rig.picture(),
    armFault: (fault) => rig.armFault(fault),
    clearFault: (id) => rig.clearFault(id),
    faults: () => rig.faults(),
    snapshot: () => rig.snapshot(),
    restore: (snapshot) => rig.restore(snapshot),
    onEvent: (listener) => rig.onEvent(listener),
    close: () => rig.close(),
  };
}

function watched(rig: Rig, seen: Seen): Rig {
  return {
    ...rig,
    act(action, signal) {
      seen.acts.push(action.action);
      return rig.act(action, signal);
    },
    connect(options) {
      seen.connects++;
      return rig.connect(options);
    },
    close() {
      seen.closed++;
      return rig.close();
    },
  };
}

/** What makes an emulated rig one of a bench: it has no model to look into, and lives now. */
export function asBench(rig: Rig): Partial<Rig> {
  const lacking = ['truth', 'fault', 'snapshot', 'events', 'advance', 'picture', 'crystal'];
  return {
    kind: 'bench',
    name: 'bench test',
    clock: clockWithoutTimers(rig.clock),
    lacks: (capability) =>
      lacking.includes(capability) ? 'a bench has none' : rig.lacks(capability),
  };
}

/** World time that does not move on by itself for a timer of the run. */
function clockWithoutTimers(clock: HostClock): HostClock {
  return {
    now: () => clock.now(),
    unixMs: () => clock.unixMs(),
    after: () => () => undefined,
  };
}

/** Until what can happen without time has happened. */
export async function idle(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await setImmediate();
}
