import { type OtpauthKey, parseOtpauth } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { readInput } from './read-input.ts';

/** The key in an otpauth: URI, from a file or from standard input (`-`). */
export async function readOtpauth(cli: Cli, file: string): Promise<OtpauthKey> {
  const text = (await readInput(cli, file, 'the otpauth: URI')).trim();
  if (text === '') throw usage('the otpauth: URI: there is none; the input is empty');
  if (/\s/.test(text)) throw usage('the otpauth: URI: more than one line; one URI is wanted');
  return parseOtpauth(text);
}
