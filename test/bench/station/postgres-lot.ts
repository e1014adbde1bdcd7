import { randomBytes } from 'node:crypto';
import type { Postgres } from '../../support/postgres.ts';
import { benchLot, benchRegistry } from './bench-lot.ts';

/** A registry in a database of its own on a server, and a lot in it. */
export async function lotOnServer(
  server: Postgres,
  units: number,
): Promise<{ readonly address: string; readonly lot: string }> {
  const name = `bench${randomBytes(6).toString('hex')}`;
  server.run(`create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const registry = await benchRegistry(url.href);
  try {
    const { id } = await registry.lots.create(benchLot(units), 'bench');
    return { address: url.href, lot: id };
  } finally {
    await registry.close();
  }
}
