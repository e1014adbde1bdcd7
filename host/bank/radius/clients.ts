import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Secret } from '@fobkit/protocol';
import * as v from 'valibot';
import { type Network, networkOf } from '../web/network.ts';

/** The file of clients, or a secret's, cannot be used; the message names place and remedy. */
export class RadiusConfigError extends Error {
  override readonly name = 'RadiusConfigError';
}

/** A gateway that may ask. */
export interface RadiusClient {
  readonly name: string;
  readonly secret: Secret;
  /** What the PAP password is: the code alone, or the user's password and the code behind it. */
  readonly fields: 'code' | 'password+code';
  /** `password+code`: how many digits at the end are the code. */
  readonly codeDigits: number;
  readonly language: 'ja' | 'en';
}

const ClientsFile = v.strictObject({
  clients: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/, 'letters, digits, . _ - are wanted')),
        /** An address, or a network with its prefix: `192.0.2.1`, `2001:db8::/64`. */
        address: v.pipe(
          v.string(),
          v.check((text) => networkOf(text) !== undefined, 'no address and no network'),
        ),
        /** Beside this file unless absolute. */
        secretFile: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)),
        fields: v.optional(v.picklist(['code', 'password+code']), 'code'),
        codeDigits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(10)), 6),
        language: v.optional(v.picklist(['ja', 'en']), 'en'),
      }),
    ),
    v.minLength(1, 'at least one client is wanted'),
    v.maxLength(1000),
  ),
});

const MOST_BYTES = 1 << 20;
/** RFC 2865 §3 wants 16 at least. */
const SECRET_LENGTHS = { least: 16, most: 128 };

/** The gateways that may ask, by source address. The first that fits counts. */
export class RadiusClients {
  readonly #clients: readonly { readonly from: Network; readonly client: RadiusClient }[];

  /** @throws RadiusConfigError for an address that is none. */
  constructor(clients: readonly (RadiusClient & { readonly address: string })[]) {
    this.#clients = clients.map(({ address, ...client }) => ({ from: network(address), client }));
  }

  /** `address`: as a UDP socket gives it. */
  find(address: string): RadiusClient | undefined {
    return this.#clients.find(({ from }) => from.has(address))?.client;
  }
}

function network(address: string): Network {
  const found = networkOf(address);
  if (found !== undefined) return found;
  throw new RadiusConfigError(`${JSON.stringify(address)}: no address and no network`);
}

/**
 * Reads the JSON file of clients and the file of each one's secret. There is no secret by default.
 * @throws RadiusConfigError
 */
export async function loadRadiusClients(file: string): Promise<RadiusClients> {
  const parsed = v.safeParse(ClientsFile, await readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RadiusConfigError(`${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  return new RadiusClients(
    await Promise.all(
      parsed.output.clients.map(async ({ secretFile, ...client }) => ({
        ...client,
        secret: await readSecret(resolve(dirname(file), secretFile)),
      })),
    ),
  );
}

async function readJson(file: string): Promise<unknown> {
  const text = (await readBounded(file)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the file.
    throw new RadiusConfigError(`${file}: is not JSON`);
  }
}

async function readSecret(file: string): Promise<Secret> {
  const bytes = await readBounded(file);
  // Windows has no such mode.
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    throw new RadiusConfigError(`${file}: others can read this secret: chmod 600 it`);
  }
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length;
  const secret = bytes.subarray(0, end);
  if (secret.length < SECRET_LENGTHS.least || secret.length > SECRET_LENGTHS.most) {
    throw new RadiusConfigError(
      `${file}: a shared secret has ${SECRET_LENGTHS.least} to ${SECRET_LENGTHS.most} bytes in one line`,
    );
  }
  return new Secret(secret);
}

async function readBounded(file: string): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new RadiusConfigError(`${file}: is no file`);
    if (found.size > MOST_BYTES) throw new RadiusConfigError(`${file}: has more than a megabyte`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof RadiusConfigError) throw error;
    throw new RadiusConfigError(`${file}: cannot be read`, { cause: error });
  }
}
