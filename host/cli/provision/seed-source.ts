import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Secret } from '@fobkit/client';
import { type Algorithm, formatOtpauth, type OtpMode } from '@fobkit/protocol';
import { readOtpauth } from '../input/otpauth-input.ts';
import { readInput } from '../input/read-input.ts';
import { secretFromText } from '../input/secret-text.ts';
import { writeSecret } from '../input/write-secret.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import type { Usual } from './usual.ts';

/** Where the seed comes from and how codes come of it. */
export interface SeedOptions {
  readonly serial: string;
  readonly uri?: string;
  readonly seedFile?: string;
  readonly generate?: boolean;
  readonly out?: string;
  readonly mode?: OtpMode;
  readonly algorithm?: Algorithm;
  readonly digits?: number;
  readonly step?: number;
  readonly t0?: number;
  readonly counter?: number;
  readonly suite?: string;
}

/** A seed, and what an otpauth: URI says of it. */
export interface SeedSource {
  readonly seed: Secret;
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly stepSeconds: number;
  readonly t0: number;
  readonly counter: number;
}

/** As many bytes as the hash gives out (RFC 6238, end of §5.1). */
const SEED_LENGTHS: Readonly<Record<Algorithm, number>> = { SHA1: 20, SHA256: 32, SHA512: 64 };

/** What the user gave; a seed that is to be drawn waits until the fob is known. */
export type SeedInput =
  | { readonly kind: 'uri'; readonly source: SeedSource }
  | { readonly kind: 'file'; readonly seed: Secret }
  | { readonly kind: 'generate'; readonly out: string };

/** The seed from just one of the three sources. */
export async function readSeed(cli: Cli, options: SeedOptions): Promise<SeedInput> {
  const { uri, seedFile, generate, out } = options;
  const sources = [uri !== undefined, seedFile !== undefined, generate === true];
  if (sources.filter(Boolean).length !== 1) {
    throw usage('say where the seed comes from: one of --uri, --seed-file and --generate');
  }
  if (out !== undefined && generate !== true) throw usage('--out goes with --generate');
  if (uri !== undefined) return { kind: 'uri', source: await fromUri(cli, options, uri) };
  if (seedFile !== undefined) {
    const bytes = secretFromText(await readInput(cli, seedFile, 'the seed'), 'the seed');
    return { kind: 'file', seed: held(bytes) };
  }
  if (out === undefined) {
    throw usage('--generate wants --out FILE, for the otpauth: URI of the seed that it makes');
  }
  return { kind: 'generate', out };
}

/** The seed with its parameters: what the user said, else what is usual for the fob. */
export async function seedFor(
  input: SeedInput,
  options: SeedOptions,
  usual: Usual,
): Promise<SeedSource> {
  if (input.kind === 'uri') return input.source;
  const parameters = {
    mode: options.mode ?? (options.suite === undefined ? usual.mode : 'ocra'),
    algorithm: options.algorithm ?? usual.algorithm,
    digits: options.digits ?? usual.digits,
    stepSeconds: options.step ?? usual.stepSeconds,
    t0: options.t0 ?? 0,
    counter: options.counter ?? 0,
  } as const;
  if (input.kind === 'file') return { ...parameters, seed: input.seed };
  return await generated(input.out, options.serial, parameters);
}

const IN_URI = ['mode', 'algorithm', 'digits', 'step', 't0', 'counter', 'suite'] as const;

async function fromUri(cli: Cli, options: SeedOptions, file: string): Promise<SeedSource> {
  const twice = IN_URI.find((name) => options[name] !== undefined);
  if (twice !== undefined) throw usage(`--${twice} is told by the otpauth: URI`);
  const { secret, ...parameters } = (await readOtpauth(cli, file)).parameters;
  const seed = held(secret.reveal());
  secret.wipe();
  return { ...parameters, seed };
}

/** A seed that exists nowhere else is written down before any fob gets it. */
async function generated(
  out: string,
  serial: string,
  parameters: Omit<SeedSource, 'seed'>,
): Promise<SeedSource> {
  const bytes = randomBytes(SEED_LENGTHS[parameters.algorithm]);
  const secret = new Secret(bytes);
  const uri = formatOtpauth({
    parameters: { ...parameters, secret },
    account: serial,
    issuer: undefined,
  });
  await writeNew(out, uri);
  secret.wipe();
  return { ...parameters, seed: held(bytes) };
}

/** A run that was cut off after the file was written goes on with the seed that is in it. */
async function writeNew(file: string, uri: string): Promise<void> {
  const what = 'the otpauth: URI';
  if (existsSync(file)) {
    throw usage(
      `${what}: ${file} is there already. To go on with the seed in it: --uri ${file} ` +
        'instead of --generate --out; for a new seed name another file',
    );
  }
  await writeSecret(file, `${uri}\n`, what);
}

function held(bytes: Uint8Array): Secret {
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}
