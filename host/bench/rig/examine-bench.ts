import { RigError } from '@fobkit/client';
import { LeaseBusyError, type Leases } from '@fobkit/store';
import { type Instrument, instrumentsOf } from '../bench-file/bench.ts';
import { leaseKey } from '../bench-file/read-instruments.ts';
import { InstrumentSet } from '../instrument/instrument-set.ts';
import type { Place } from '../scenario/model.ts';
import { BenchRigs, type BenchRigsOptions } from './bench-rigs.ts';
import { openLeases } from './open-leases.ts';

/** What a look at one thing of a bench found. */
export interface BenchFinding {
  readonly ok: boolean;
  /** Set where another run has it: it was not looked at. */
  readonly busy?: true;
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
  const unfit = new Map<string, 'busy' | 'wrong'>();
  const set = new InstrumentSet(options.env);
  const leases = openLeases(options).store;
  try {
    for (const instrument of instruments.values()) {
      const finding = await examineInstrument(instrument, set, leases);
      if (!finding.ok) unfit.set(instrument.name, finding.busy === true ? 'busy' : 'wrong');
      yield finding;
    }
  } finally {
    await set.close();
    leases.close();
  }
  for (const port of ports) {
    const about = { what: `port ${port.name}`, place: port.place };
    const named = instrumentsOf(port).map(({ name }) => name);
    const wrong = named.find((name) => unfit.get(name) === 'wrong');
    const held = named.find((name) => unfit.has(name));
    if (wrong !== undefined) {
      yield { ...about, ok: false, found: `not looked at: ${wrong} is not right` };
    } else if (held !== undefined) {
      const found = `not looked at: ${held} is held by another run`;
      yield { ...about, ok: false, busy: true, found };
    } else yield { ...about, ...(await examinePort(rigs, port.name)) };
  }
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
    return { ...failed(error), what, place };
  }
}

async function examinePort(
  rigs: BenchRigs,
  name: string,
): Promise<Pick<BenchFinding, 'ok' | 'busy' | 'found'>> {
  try {
    const rig = await rigs.takePort(name);
    const { deviceId } = rig;
    const lack = rig.lacks('factory-key');
    await rig.close();
    const key = lack === undefined ? 'its factory key is known' : 'its factory key is not known';
    return { ok: true, found: `the fob ${deviceId} answers; ${key}; everything is safe again` };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Pick<BenchFinding, 'ok' | 'busy' | 'found'> {
  const busy =
    error instanceof LeaseBusyError || (error instanceof RigError && error.code === 'busy');
  const found = error instanceof Error ? error.message : String(error);
  return { ok: false, ...(busy ? { busy } : {}), found };
}
