import { toHex, UsageError } from '@fobkit/protocol';
import { LeaseLostError, verifyChain } from '@fobkit/store';
import {
  type Claim,
  type IntentStep,
  type Lot,
  type Registry,
  RegistryError,
  type WorkStore,
} from '@fobkit/station';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { ReferenceModel } from './reference-model.ts';
import { by, chip, expire, facts, newLot, open } from './support.ts';

const STATIONS = ['line-1', 'line-2', 'line-3'] as const;
const PLANNED = 3;
/** Leases end when an operation says so, however slow the machine is. */
const LEASE_MS = 3_600_000;
const CHIPS = 4;

/** How often each is tried, beside the others. */
const KINDS = {
  claim: 60,
  load: 30,
  label: 40,
  complete: 40,
  resume: 30,
  rollBack: 15,
  quarantine: 25,
  leave: 15,
  restart: 40,
  expire: 15,
  renew: 5,
  end: 5,
  pause: 5,
  unpause: 20,
  close: 1,
  scrap: 20,
  rework: 30,
} as const;
type Kind = keyof typeof KINDS;
const kinds: readonly Kind[] = [
  ...(['claim', 'load', 'label', 'complete', 'resume', 'rollBack', 'quarantine', 'leave'] as const),
  ...([
    'restart',
    'expire',
    'renew',
    'end',
    'pause',
    'unpause',
    'close',
    'scrap',
    'rework',
  ] as const),
];

const operations = fc.record({
  kind: fc.oneof(...kinds.map((kind) => ({ weight: KINDS[kind], arbitrary: fc.constant(kind) }))),
  station: fc.constantFrom(...STATIONS),
  chip: fc.integer({ min: 1, max: CHIPS }),
  unit: fc.integer({ min: 1, max: PLANNED }),
});
type Operation = typeof operations extends fc.Arbitrary<infer T> ? T : never;

/** The registry as three stations see it, with the fobs that they work on. */
class Floor {
  readonly lot: Lot;
  readonly registries: ReadonlyMap<string, Registry>;
  readonly #works = new Map<string, WorkStore>();
  readonly #claims = new Map<string, Claim>();
  /** Seeds by the one chip that may have them. */
  readonly #seeds = new Map<string, string>();

  constructor(lot: Lot, registries: ReadonlyMap<string, Registry>) {
    this.lot = lot;
    this.registries = registries;
  }

  get registry(): Registry {
    return this.registries.get('line-1') ?? expect.unreachable();
  }

  async restart(station: string): Promise<void> {
    const registry = this.registries.get(station) ?? expect.unreachable();
    const work = registry.work(this.lot.id, { ttlMs: LEASE_MS });
    this.#works.set(station, work);
    for (const key of this.#claims.keys())
      if (key.startsWith(`${station} `)) this.#claims.delete(key);
    await work.renew();
  }

  work(station: string): WorkStore {
    return this.#works.get(station) ?? expect.unreachable();
  }

  claim(station: string, device: string): Claim {
    return this.#claims.get(`${station} ${device}`) ?? expect.unreachable();
  }

  /** What a claim gave; its seed must be on no other chip. */
  took(station: string, device: string, claim: Claim | string): string {
    if (typeof claim === 'string') return claim;
    const owner = this.#seeds.get(toHex(claim.seed.reveal()));
    expect(owner ?? device).toBe(device);
    this.#claims.set(`${station} ${device}`, claim);
    return `unit ${claim.unit.number} ${claim.step}`;
  }

  /** The fob gets the seed. */
  load(claim: Claim): void {
    this.#seeds.set(toHex(claim.seed.reveal()), claim.deviceId);
  }

  /** The fob is proved blank. */
  wipe(claim: Claim): void {
    this.#seeds.delete(toHex(claim.seed.reveal()));
  }
}

function doModel(model: ReferenceModel, { kind, station, chip: number, unit }: Operation): string {
  const device = chip(number);
  switch (kind) {
    case 'claim':
      return model.claim(station, device);
    case 'resume':
      return model.resume(station, device);
    case 'load':
      return model.enter(station, device, 'loading');
    case 'label':
      return model.enter(station, device, 'labelling');
    case 'complete':
      return model.complete(station, device);
    case 'rollBack':
      return model.rollBack(station, device);
    case 'quarantine':
      return model.quarantine(station, device);
    case 'leave':
      return model.leave(station, device);
    case 'restart':
      return model.restart(station);
    case 'expire':
      model.expire(station);
      return 'ok';
    case 'renew':
      return model.renew(station);
    case 'end':
      return model.end(station);
    case 'pause':
      return model.change('open', 'paused');
    case 'unpause':
      return model.change('paused', 'open');
    case 'close':
      return model.change(undefined, 'closed');
    case 'scrap':
      return model.scrap(unit);
    case 'rework':
      return model.rework(unit);
  }
}

async function doReal(
  floor: Floor,
  { kind, station, chip: number, unit }: Operation,
): Promise<string> {
  const device = chip(number);
  const work = floor.work(station);
  const { lots, units } = floor.registry;
  const name = { lot: floor.lot.id, number: unit };
  const held = (): Claim => floor.claim(station, device);
  const enter = async (step: IntentStep): Promise<unknown> => {
    await work.enter(held(), step);
    floor.load(held());
    return undefined;
  };
  const calls: Readonly<Record<Operation['kind'], () => Promise<unknown>>> = {
    claim: async () => floor.took(station, device, await work.claim(device, facts)),
    resume: async () => floor.took(station, device, await work.resume(device, facts)),
    load: () => enter('loading'),
    label: () => enter('labelling'),
    complete: () => work.complete(held(), { ...facts, keyGeneration: 1 }),
    rollBack: async () => {
      await work.rollBack(held(), 'refused', 'proved blank');
      floor.wipe(held());
    },
    quarantine: () => work.quarantine(held(), 'key-check', 'another seed'),
    leave: () => work.leave(held(), 'link-lost', 'the cable'),
    restart: () => floor.restart(station),
    expire: () => expire(floor.registry, station),
    renew: () => work.renew(),
    end: () => work.end(),
    pause: () => lots.pause(floor.lot.id, by),
    unpause: () => lots.resume(floor.lot.id, by),
    close: () => lots.close(floor.lot.id, by),
    scrap: () => units.scrap(name, by),
    rework: () => units.rework(name, by),
  };
  try {
    const answer = await calls[kind]();
    return typeof answer === 'string' ? answer : 'ok';
  } catch (error) {
    if (error instanceof LeaseLostError) return 'lost';
    if (error instanceof RegistryError || error instanceof UsageError) return 'refused';
    throw error;
  }
}

const NEEDS_CLAIM: ReadonlySet<Operation['kind']> = new Set([
  'load',
  'label',
  'complete',
  'rollBack',
  'quarantine',
  'leave',
]);

/** What must hold whatever happened. */
async function expectSound(floor: Floor, model: ReferenceModel): Promise<void> {
  const { database, lots, units } = floor.registry;
  const listed = await units.list({ lot: floor.lot.id });
  expect(
    listed.map(({ number, state, deviceId, step }) => ({ number, state, deviceId, step })),
  ).toEqual(
    model.units.map(({ number, state, device, step }) => ({
      number,
      state,
      deviceId: device,
      step,
    })),
  );
  const { planned, done, scrapped, quarantined, unused, working } = await lots.counts(floor.lot.id);
  expect(planned).toBe(PLANNED);
  expect(done + scrapped + quarantined + unused + working).toBe(PLANNED);
  const chips = listed.flatMap(({ state, deviceId }) =>
    state === 'scrapped' ? [] : (deviceId ?? []),
  );
  expect(new Set(chips).size).toBe(chips.length);
  const intents = await database.read
    .selectFrom('intent')
    .innerJoin('unit', 'unit.id', 'intent.unit_id')
    .select('unit.state')
    .where('unit.lot_id', '=', floor.lot.id)
    .execute();
  expect(intents.map(({ state }) => state)).toEqual(
    Array.from({ length: working }, () => 'working'),
  );
}

describe.each(kindsOfDatabase)('three stations on $name', (kind) => {
  let place: DatabasePlace;
  let registries: ReadonlyMap<string, Registry>;
  let lotNumber = 0;

  beforeAll(async () => {
    place = await kind.start();
    const address = place.fresh();
    const opened: [string, Registry][] = [];
    for (const station of STATIONS) {
      opened.push([station, await open(address, { station, isRunning: () => false })]);
    }
    registries = new Map(opened);
  }, 60_000);
  afterAll(async () => {
    for (const registry of registries.values()) await registry.close();
    await place.close();
  });

  test('do what the model does, and nothing is lost or used twice', async () => {
    const runs = fc.array(operations, { minLength: 40, maxLength: 100, size: 'max' });
    await fc.assert(
      fc.asyncProperty(runs, async (steps) => {
        lotNumber += 1;
        const prefix = `L${lotNumber}-`;
        const first = registries.get('line-1') ?? expect.unreachable();
        const serials = { kind: 'counter', prefix, digits: 4, first: 1, check: 'none' } as const;
        const lot = await first.lots.create(newLot({ planned: PLANNED, serials }), 'Mori');
        const floor = new Floor(lot, registries);
        const model = new ReferenceModel(PLANNED);
        for (const station of STATIONS) {
          await floor.restart(station);
          model.restart(station);
        }
        // Chips of an earlier lot are other chips.
        const offset = lotNumber * 100;
        for (const step of steps) {
          const own = { ...step, chip: step.chip + offset };
          if (NEEDS_CLAIM.has(step.kind) && !model.holds(step.station, chip(own.chip))) continue;
          const expected = doModel(model, own);
          expect([step.kind, await doReal(floor, own)]).toEqual([step.kind, expected]);
          await expectSound(floor, model);
        }
      }),
      {
        numRuns: kind.name === 'SQLite' ? 30 : 6,
        interruptAfterTimeLimit: 90_000,
        markInterruptAsFailure: true,
      },
    );
    const { faults } = await verifyChain(
      registries.get('line-1')?.database.read ?? expect.unreachable(),
    );
    expect(faults).toEqual([]);
  }, 120_000);
});
