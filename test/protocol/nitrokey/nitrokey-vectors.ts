import { readFileSync } from 'node:fs';
import { fromHex } from '../../../protocol/bytes/hex.ts';

interface Named {
  readonly name: string;
  readonly report: string;
}

/** Requests that libnitrokey 3.7 sends, and responses written by hand (see `source` in the file). */
const vectors = JSON.parse(
  readFileSync(new URL('../../vectors/nitrokey.json', import.meta.url), 'utf8'),
) as { readonly requests: readonly Named[]; readonly responses: readonly Named[] };

/** The 64 bytes that libnitrokey sends for it. */
export function requestVector(name: string): Uint8Array {
  return reportOf(vectors.requests, name);
}

export function responseVector(name: string): Uint8Array {
  return reportOf(vectors.responses, name);
}

export const requestVectorNames: readonly string[] = vectors.requests.map(({ name }) => name);

function reportOf(among: readonly Named[], name: string): Uint8Array {
  const found = among.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no vector ${name}`);
  return fromHex(found.report);
}
