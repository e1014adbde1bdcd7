import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Leases } from '@fobkit/store';
import type { Instrument } from '../bench-file/bench.ts';
import { leaseKey } from '../bench-file/read-instruments.ts';
import { InstrumentSet } from '../instrument/instrument-set.ts';
import type { Place } from '../scenario/model.ts';
import { BenchRigs, type BenchRigsOptions } from './bench-rigs.ts';

/** What a look at one thing of a bench found. */
export interface BenchFinding {
  readonly ok: boolean;
  /** `instrument psu1`, `port left`. */
  readonly what: string;
  /** What it says of itself, or what is wrong. */
  readonly found: string;
  /** Where it stands in the bench file. */
  readonly place: Place;
}

const LEASE_MS = 30_000;

/**
 * Compares a bench with its file: each instrument answers and is who the file says, each port has
 * the fob that it names. Ports are looked at only when all their instruments are right: a fob must
 * be given power to say who it is. Everything is safe before and after.
 *
 * @throws BenchFileError before anything is touched.
 */
export async function* examineBench(options: BenchRigsOptions): AsyncGenerator<BenchFinding> {
  const rigs = new BenchRigs(options);
  const { instruments, ports } = rigs.bench;
  const wrong = new Set<string>();
  const set = new InstrumentSet(options.env);
  const leases = openLeases(options);
  try {
    for (const instrument of instruments.values()) {
      const finding = await examineInstrument(instrument, set, leases);
      if (!finding.ok) wrong.add(instrument.name);
      yield finding;
    }
  } finally {
    await set.close();
    leases.close();
  }
  for (const port of ports) {
    const about = { what: `port ${port.name}`, place: port.place };
    const { button, cell, chamber, hub, supply } = port;
    const wired = [
      button?.instrument,
      cell?.instrument,
      chamber,
      hub?.instrument,
      supply?.instrument,
    ];
    const bad = wired.find((one) => one !== undefined && wrong.has(one.name));
    yield bad === undefined
      ? { ...about, ...(await examinePort(rigs, port.name)) }
      : { ...about, ok: false, found: `not looked at: ${bad.name} is not right` };
  }
}

function openLeases({ stateFolder, env }: BenchRigsOptions): Leases {
  const folder = join(stateFolder, 'bench');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return new Leases({ path: join(folder, 'leases.db'), clock: env.host.clock });
}

async function examineInstrument(
  instrument: Instrument,
  set: InstrumentSet,
  leases: Leases,
): Promise<BenchFinding> {
  const { name, place } = instrument;
  const what = `instrument ${name}`;
  const key = leaseKey(instrument);
  if (key === undefined) return { ok: true, what, found: 'a person', place };
  try {
    const lease = leases.take([{ key, label: name }], { run: 'fob bench doctor' }, LEASE_MS);
    try {
      return { ok: true, what, found: (await set.identify(instrument)) ?? '', place };
    } finally {
      leases.release(lease);
    }
  } catch (error) {
    return { ok: false, what, found: messageOf(error), place };
  }
}

async function examinePort(
  rigs: BenchRigs,
  name: string,
): Promise<{ readonly ok: boolean; readonly found: string }> {
  try {
    const rig = await rigs.takePort(name);
    const { deviceId } = rig;
    const lack = rig.lacks('factory-key');
    await rig.close();
    const key = lack === undefined ? 'its factory key is known' : 'its factory key is not known';
    return { ok: true, found: `the fob ${deviceId} answers; ${key}; everything is safe again` };
  } catch (error) {
    return { ok: false, found: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
