import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchRigs, nodeBenchEnv } from '@fobkit/bench';
import type { HostClock } from '@fobkit/client';
import { nodeEnv, serialLink, tcpLink } from '@fobkit/client/node';
import { Fob, type MakeProgram, type Profile } from '@fobkit/firmware-sim';
import { toHex } from '@fobkit/protocol';
import {
  type BenchChoice,
  type Fixture,
  openFixture,
  parseInstruments,
  standardBench,
} from '../../../../firmware-sim/fixture/index.ts';
import type { Plug } from '../../../../firmware-sim/plug/plug.ts';
import { openTcpPlug } from '../../../../firmware-sim/plug/tcp.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { benchText } from '../../../../host/emulator/bench-text.ts';
import { LiveClock } from '../../../../host/emulator/live-clock.ts';
import type { LiveFob } from '../../../../host/emulator/live-fob.ts';
import { BATCH_KEY } from '../../../support/raw-host.ts';
import { quietWatchdog } from './emulated-bench.ts';

/** A fob that stands in a port. */
export interface StandingFob {
  readonly profile: Profile;
  /** The name that a scenario has for it; absent: the fob under test. */
  readonly as?: string;
  readonly makeProgram?: MakeProgram;
}

export interface LibraryBenchOptions {
  readonly fobs: readonly StandingFob[];
  readonly clock: HostClock;
  readonly choice?: BenchChoice;
  /** How long an answer of an instrument may take, in seconds of the clock. */
  readonly patience?: number;
}

/** A bench of emulated instruments with a port for each fob of a scenario. */
export class LibraryBench {
  readonly rigs: BenchRigs;
  readonly lives: readonly LiveFob[];
  readonly fixture: Fixture;
  readonly #close: () => Promise<void>;

  private constructor(parts: {
    rigs: BenchRigs;
    lives: readonly LiveFob[];
    fixture: Fixture;
    close: () => Promise<void>;
  }) {
    this.rigs = parts.rigs;
    this.lives = parts.lives;
    this.fixture = parts.fixture;
    this.#close = parts.close;
  }

  static async open(options: LibraryBenchOptions): Promise<LibraryBench> {
    const { fobs, clock, choice = {}, patience = 60 } = options;
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-library-'));
    const time = new LiveClock({ clock });
    const lives = fobs.map((fob, at) => time.add(standing(fob, at, time.now())));
    const plugs: Plug[] = [];
    for (const live of lives) {
      const plug = await openTcpPlug(live);
      live.attach(plug);
      plugs.push(plug);
      writeFileSync(join(folder, `${live.deviceId}.key`), toHex(live.fob.identity.factoryKey));
    }
    const plan = standardBench(
      lives.map(({ deviceId }, at) => ({ deviceId, profile: profileAt(fobs, at) })),
      { chamberSpeed: 1000, ...choice },
    );
    const fixture = await openFixture({ fobs: lives, instruments: plan, folder });
    const told = benchText(
      lives.map(({ deviceId }, at) => ({
        deviceId,
        profile: profileAt(fobs, at).name,
        link: plugs[at]?.url ?? '',
        keyFile: `${deviceId}.key`,
        ...freshCell(profileAt(fobs, at)),
      })),
      parseInstruments(plan),
      fixture.instruments,
    );
    const text = withNames(told, fobs).replaceAll(
      /( +)kind: (scpi-supply|modbus-chamber|usb-relay)/g,
      `$1kind: $2\n$1timeout: ${String(patience)} s`,
    );
    const file = join(folder, 'bench.yaml');
    writeFileSync(file, text);
    const env = nodeBenchEnv({
      host: { ...nodeEnv, clock },
      // Where many benches share a process, one may not come to its turn for long.
      streamTo: (address) =>
        address.kind === 'tcp'
          ? tcpLink({ ...address, connectTimeoutMs: 60_000 })
          : serialLink(address),
    });
    const rigs = new BenchRigs({
      text,
      file,
      env,
      stateFolder: folder,
      startWatchdog: quietWatchdog,
    });
    const close = async (): Promise<void> => {
      await fixture.close();
      for (const plug of plugs) await plug.close();
      time.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return new LibraryBench({ rigs, lives, fixture, close });
  }

  close(): Promise<void> {
    return this.#close();
  }
}

function standing({ profile, makeProgram }: StandingFob, at: number, worldTicks: number): Fob {
  return new Fob({
    profile,
    deviceId: Uint8Array.of(0xf0, 0xb1, 0, 0, 0, 0, 0, at + 1),
    batchKey: BATCH_KEY,
    worldTicks,
    seed: at + 1,
    crypto: nodePrimitives,
    ...(makeProgram === undefined ? {} : { makeProgram }),
  });
}

function profileAt(fobs: readonly StandingFob[], at: number): Profile {
  const fob = fobs[at];
  if (fob === undefined) throw new Error(`no fob ${at}`);
  return fob.profile;
}

/** The voltage that the supply stands in for, of a fob that has a cell. */
function freshCell({ parts }: Profile): { readonly millivolts?: number } {
  const millivolts = parts.battery.openCircuit[0]?.[1];
  return millivolts === undefined ? {} : { millivolts };
}

/** Ports say which fob of a scenario stands in them. */
function withNames(text: string, fobs: readonly StandingFob[]): string {
  return fobs.reduce(
    (sofar, { as }, at) =>
      as === undefined
        ? sofar
        : sofar.replace(`  port-${at + 1}:\n`, (line) => `${line}    as: ${as}\n`),
    text,
  );
}
