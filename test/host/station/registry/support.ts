import { randomBytes } from 'node:crypto';
import { nodeClock } from '@fobkit/client/node';
import { Secret, toHex } from '@fobkit/protocol';
import {
  type Claim,
  type NewLot,
  openRegistry,
  type Registry,
  type RegistryOptions,
  type VisitFacts,
  type WorkStore,
} from '@fobkit/station';

const VAULT_KEY = new Uint8Array(32).fill(7);
/** In memory only: the tests ask for no more than their own machine's. */
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export function open(address: string, options: Partial<RegistryOptions> = {}): Promise<Registry> {
  return openRegistry({
    address,
    key: { kind: 'key-file', key: new Secret(VAULT_KEY) },
    station: 'line-1',
    clock: nodeClock,
    randomBytes: random,
    create: true,
    wake: false,
    ...options,
  });
}

export const newLot = (changes: Partial<NewLot> = {}): NewLot => ({
  name: `lot ${toHex(random(4))}`,
  profile: 'generic',
  model: 'generic-6',
  planned: 3,
  purpose: 'test',
  serials: { kind: 'counter', prefix: 'FOB-', digits: 8, first: 1, check: 'none' },
  parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  codeCheck: 'none',
  seeds: { kind: 'generate' },
  ...changes,
});

export const facts: VisitFacts = { port: '1-1.4', model: 'generic-6' };
export const by = { operator: 'Mori', reason: 'a broken case' };

/** The number of a chip: 8 bytes in hex. */
export function chip(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** @throws Error when there was none to be had. */
export async function claimOf(work: WorkStore, deviceId: string): Promise<Claim> {
  const claim = await work.claim(deviceId, facts);
  if (typeof claim === 'string') throw new Error(`no claim but ${claim}`);
  return claim;
}

/** All the way of a fob that gives no trouble. */
export async function make(work: WorkStore, deviceId: string): Promise<Claim> {
  const claim = await claimOf(work, deviceId);
  await work.enter(claim, 'loading');
  await work.enter(claim, 'labelling');
  await work.labelPrinted(claim);
  await work.complete(claim, { ...facts, keyGeneration: claim.nextGeneration });
  return claim;
}

/** Lets the time of a station's lease pass. */
export async function expire(registry: Registry, station: string): Promise<void> {
  await registry.database.write(async (db) => {
    await db
      .updateTable('run')
      .set({ expires_unix_ms: 0 })
      .where('station', '=', station)
      .where('ended_unix_ms', 'is', null)
      .execute();
  });
}
