import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Fixture,
  openFixture,
  parseInstruments,
  standardBench,
} from '@fobkit/firmware-sim/fixture';
import { toHex } from '@fobkit/protocol';
import type { BenchOrder } from './bench-order.ts';
import { benchText, type BenchTextFob } from './bench-text.ts';
import type { LiveFob } from './live-fob.ts';
import { writePrivateFile } from './private-file.ts';
import { benchesFolder, type BenchRecord, terminalLink } from './sim-record.ts';
import type { StateFolder } from './state-folder.ts';

/** The emulated instruments of a process, with a bench file that leads to them. */
export class SimBench {
  readonly record: BenchRecord;
  readonly #folder: string;
  readonly #fixture: Fixture;

  private constructor(folder: string, fixture: Fixture) {
    this.#folder = folder;
    this.#fixture = fixture;
    this.record = {
      file: join(folder, 'bench.yaml'),
      instruments: fixture.instruments.map(({ address, kind, name }) => ({ name, kind, address })),
    };
  }

  /** Wires instruments to the fobs and writes the bench file. Rejects as `openFixture`. */
  static async open(
    state: StateFolder,
    fobs: readonly LiveFob[],
    { script, ...choice }: BenchOrder,
  ): Promise<SimBench> {
    const [first] = fobs;
    const folder = join(benchesFolder(state), first?.deviceId ?? 'empty');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const plan = standardBench(
      fobs.map(({ deviceId, fob: { profile } }) => ({ deviceId, profile })),
      choice,
    );
    try {
      const fixture = await openFixture({
        fobs,
        instruments: plan,
        folder,
        ...(script === undefined ? {} : { script }),
      });
      const bench = new SimBench(folder, fixture);
      for (const live of fobs) {
        writePrivateFile(join(folder, keyFileOf(live)), `${toHex(live.fob.identity.factoryKey)}\n`);
      }
      const told = fobs.map((live) => textFobOf(state, live));
      const text = benchText(told, parseInstruments(plan), fixture.instruments);
      writePrivateFile(bench.record.file, text);
      return bench;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#fixture.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function keyFileOf({ deviceId }: LiveFob): string {
  return `${deviceId}.key`;
}

function textFobOf(state: StateFolder, live: LiveFob): BenchTextFob {
  const { profile } = live.fob;
  const millivolts = profile.parts.battery?.openCircuit[0]?.[1];
  const [url = 'none'] = live.links;
  return {
    deviceId: live.deviceId,
    profile: profile.name,
    // The terminal has another number after each replug: the link stays.
    link: url.startsWith('serial:') ? `serial:${terminalLink(state, live.deviceId)}` : url,
    keyFile: keyFileOf(live),
    ...(millivolts === undefined ? {} : { millivolts }),
  };
}
