import { isDeepStrictEqual } from 'node:util';
import type { Cli } from '../program/cli.ts';
import { type CliError, usage } from '../program/cli-error.ts';
import { readInput, shown } from './read-input.ts';

/**
 * The fob type in a file, checked as the emulator will check it.
 *
 * @throws CliError that names the file, and the place in it.
 */
export async function readProfile(
  cli: Cli,
  file: string,
): Promise<Readonly<Record<string, unknown>>> {
  const json = jsonOf(await readInput(cli, file, 'the profile'), file);
  const { parseFobType, ProfileError, profiles, tokenProfiles } = await import('@fobkit/emulator');
  try {
    const profile = parseFobType(json);
    const shipped = [...profiles, ...tokenProfiles].find(({ name }) => name === profile.name);
    if (shipped !== undefined && !isDeepStrictEqual(shipped, profile)) {
      throw wrong(file, `name: ${shipped.name} is a shipped fob type, and this is another one`);
    }
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    throw wrong(file, error.message.replace(/^profile: /, ''), error);
  }
  return json;
}

function jsonOf(text: string, file: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrong(file, `is not JSON, from ${placeOf(error, text)} on`, error);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw wrong(file, 'is no JSON object');
  }
  return Object.fromEntries(Object.entries(json));
}

function placeOf(error: SyntaxError, text: string): string {
  const lines = text.slice(0, positionOf(error, text)).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `line ${String(lines.length)}, column ${String(column)}`;
}

/** The engine tells the place of most faults, but not of a token that it does not know. */
function positionOf({ message }: SyntaxError, text: string): number {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (hasUnknownToken(text.slice(0, middle))) bad = middle;
    else good = middle;
  }
  return hasUnknownToken(text) ? good : text.length;
}

function hasUnknownToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof SyntaxError && error.message.startsWith('Unexpected token');
  }
}

function wrong(file: string, why: string, cause?: Error): CliError {
  return usage(`the profile ${shown(file)}: ${why}`, cause === undefined ? {} : { cause });
}
