import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchRigs, type BenchRig, type BenchEnv, nodeBenchEnv } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { Fob } from '@fobkit/firmware-sim';
import { toHex } from '@fobkit/protocol';
import {
  type BenchChoice,
  type Fixture,
  openFixture,
  parseFixtureScript,
  parseInstruments,
  standardBench,
} from '../../../../firmware-sim/fixture/index.ts';
import { openTcpPlug } from '../../../../firmware-sim/plug/tcp.ts';
import type { Plug } from '../../../../firmware-sim/plug/plug.ts';
import type { StartWatchdog } from '../../../../host/bench/watchdog/watchdog-process.ts';
import { benchText } from '../../../../host/emulator/bench-text.ts';
import { nodePrimitives } from '../../../../host/client/node/primitives.ts';
import { LiveClock } from '../../../../host/emulator/live-clock.ts';
import type { LiveFob } from '../../../../host/emulator/live-fob.ts';
import { BATCH_KEY, blankFob, DEVICE_ID, profileNamed, START } from '../../../support/raw-host.ts';

/** A watchdog that never barks, and costs no process. */
export const quietWatchdog: StartWatchdog = () =>
  Promise.resolve({
    pid: process.pid,
    ended: false,
    guard: () => Promise.resolve(),
    dismiss: () => Promise.resolve(),
    alarm: () => undefined,
  });

export interface EmulatedBenchOptions {
  readonly profile?: string;
  /** Its last byte tells the fob from those of other benches. */
  readonly number?: number;
  readonly misbehave?: readonly unknown[];
  readonly choice?: BenchChoice;
  /** Changes the text of the bench file. */
  readonly text?: (text: string) => string;
  readonly env?: Partial<BenchEnv>;
}

/**
 * A bench of emulated instruments around one emulated fob that lives by the wall's time, or by that
 * of `env.host`.
 */
export class EmulatedBench {
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  readonly live: LiveFob;
  readonly fixture: Fixture;
  readonly #plug: Plug;
  readonly #time: LiveClock;
  readonly #env: Partial<BenchEnv>;

  private constructor(parts: {
    folder: string;
    text: string;
    live: LiveFob;
    fixture: Fixture;
    plug: Plug;
    time: LiveClock;
    env: Partial<BenchEnv>;
  }) {
    this.folder = parts.folder;
    this.file = join(parts.folder, 'bench.yaml');
    this.text = parts.text;
    this.live = parts.live;
    this.fixture = parts.fixture;
    this.#plug = parts.plug;
    this.#time = parts.time;
    this.#env = parts.env;
    writeFileSync(this.file, this.text);
  }

  static async open(options: EmulatedBenchOptions = {}): Promise<EmulatedBench> {
    const { profile = 'shinkin-hardware', misbehave = [], choice = {}, text, env = {} } = options;
    const folder = mkdtempSync(join(tmpdir(), 'fobkit-bench-'));
    const time = new LiveClock({ clock: env.host?.clock ?? nodeClock });
    const live = time.add(
      options.number === undefined ? blankFob(profile) : numbered(profile, options.number),
    );
    const plug = await openTcpPlug(live);
    live.attach(plug);
    const { fob } = live;
    const deviceId = live.deviceId;
    const plan = standardBench([{ deviceId, profile: fob.profile }], {
      chamberSpeed: 3000,
      ...choice,
    });
    const script = parseFixtureScript({ misbehave });
    const fixture = await openFixture({ fobs: [live], instruments: plan, script, folder });
    writeFileSync(join(folder, 'fob.key'), toHex(fob.identity.factoryKey));
    const told = benchText(
      [{ deviceId, profile, link: plug.url, keyFile: 'fob.key', millivolts: 3000 }],
      parseInstruments(plan),
      fixture.instruments,
    );
    const quick = `${told}tolerances: { boot: 1 s, rail-settle: 100 ms }\n`;
    const changed = quick
      .replace('settle: 1 s', 'settle: 50 ms\n    limit: 1500 ms')
      .replace(/( +)kind: (scpi-supply|modbus-chamber|usb-relay)/g, '$1kind: $2\n$1gap: 0 ms');
    return new EmulatedBench({
      folder,
      text: text === undefined ? changed : text(changed),
      live,
      fixture,
      plug,
      time,
      env,
    });
  }

  rigs(stateFolder = this.folder): BenchRigs {
    return new BenchRigs({
      text: this.text,
      file: this.file,
      env: nodeBenchEnv(this.#env),
      stateFolder,
      startWatchdog: quietWatchdog,
    });
  }

  take(): Promise<BenchRig> {
    return this.rigs().takePort('port-1');
  }

  /** The channel of the supply that feeds the fob, behind its front panel. */
  get channel(): { readonly on: boolean } {
    for (const { part } of this.fixture.instruments) {
      const [channel] = 'supply' in part ? part.supply.channels : [];
      if (channel !== undefined) return channel;
    }
    throw new Error('the bench has no supply');
  }

  /** The coils of the relay board, bit 0 relay 1. */
  get coils(): number {
    for (const { part } of this.fixture.instruments) if ('board' in part) return part.board.coils;
    throw new Error('the bench has no relay board');
  }

  async close(): Promise<void> {
    await this.fixture.close();
    await this.#plug.close();
    this.#time.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function numbered(profile: string, number: number): Fob {
  return new Fob({
    profile: profileNamed(profile),
    deviceId: DEVICE_ID.with(-1, number),
    batchKey: BATCH_KEY,
    worldTicks: START,
    seed: 1,
    crypto: nodePrimitives,
  });
}
