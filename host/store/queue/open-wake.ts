import type { HostClock } from '@fobkit/client';
import { parsePostgresAddress } from '../database/postgres-address.ts';
import { BossWake } from './boss-wake.ts';
import { PollingWake } from './polling-wake.ts';
import type { Wake } from './wake.ts';

export interface WakeOptions {
  /** Of the database: a file, or the URL of a PostgreSQL database. */
  readonly address: string;
  /** Who listens, the same each time it starts: the name of the station. */
  readonly listener: string;
  readonly clock: HostClock;
  /** How often everybody looks without being told, in milliseconds; 2000 if absent. */
  readonly periodMs?: number;
  readonly log?: (message: string) => void;
}

const PERIOD_MS = 2000;

/**
 * Wakes who shares a database: other machines by pg-boss where it is on a server, and by looking
 * every now and then elsewhere, or when pg-boss cannot be had. Never rejects.
 */
export async function openWake(options: WakeOptions): Promise<Wake> {
  const { address: text, clock, listener, periodMs = PERIOD_MS, log = () => undefined } = options;
  const address = parsePostgresAddress(text);
  if (address === undefined) return new PollingWake(clock, periodMs);
  try {
    return await BossWake.open(address, { clock, listener, periodMs, log });
  } catch {
    log(`${address.shown}: no word from other stations; everybody looks by itself`);
    return new PollingWake(clock, periodMs);
  }
}
