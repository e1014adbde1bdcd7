import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { writeResult } from '../input/write-file.ts';
import type { Cli } from '../program/cli.ts';
import { CliError, usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/** A file that is written when the work is done; `T` is what came of it. */
export interface OutputFile<T> {
  readonly path: string;
  readonly content: (outcome: T) => string | Uint8Array | Promise<string>;
}

/** Parses the path of an output. `-` is none: standard output has the result in words or JSON. */
export function outputPath(text: string): string {
  if (text !== '-' && text !== '') return text;
  throw new InvalidArgumentError('It is a path; standard output has the result, or --json.');
}

/** The file where a path was given; none where there was none. */
export function outputFile<T>(
  path: string | undefined,
  content: OutputFile<T>['content'],
): readonly OutputFile<T>[] {
  return path === undefined ? [] : [{ path, content }];
}

/**
 * Looks before work that takes long: each file has a place of its own, where it can be written.
 *
 * @param input The file that is read; it is no output.
 * @throws CliError that names the path
 */
export async function checkOutputs(
  input: string,
  outputs: readonly Pick<OutputFile<never>, 'path'>[],
): Promise<void> {
  const taken = new Map([[await placeOf(input), 'the file that is read']]);
  for (const { path } of outputs) {
    await checkWritable(path);
    if (await isDevice(path)) continue;
    const place = await placeOf(path);
    const other = taken.get(place);
    if (other !== undefined) throw usage(`${path} would be written over ${other}; name another`);
    taken.set(place, 'another result');
  }
}

/**
 * Writes what came of the work. What cannot be written is told and makes the command end with 2;
 * the rest is written all the same.
 */
export async function writeOutputs<T>(
  cli: Pick<Cli, 'out' | 'endWith'>,
  outputs: readonly OutputFile<T>[],
  outcome: T,
): Promise<void> {
  for (const { path, content } of outputs) {
    try {
      await writeResult(path, await content(outcome));
      cli.out.note(`written: ${path}`);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      cli.out.note(`fob: ${error.message}`);
      cli.endWith(error.exitCode);
    }
  }
}

/** Where a path leads, through links. */
async function placeOf(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  const absent = join(await realpath(folder).catch(() => folder), basename(path));
  return await realpath(path).catch(() => absent);
}

async function checkWritable(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory() === true) throw usage(`${path} is a folder; name a file`);
  try {
    // A file is put in the place of what was there.
    const written = there === undefined || there.isFile() ? dirname(await placeOf(path)) : path;
    await access(written, constants.W_OK);
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    throw usage(`${path} cannot be written (${code}); nothing was begun`, { cause: error });
  }
}

/** What is no regular file, as /dev/null or a named pipe, may be written to twice. */
async function isDevice(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there !== undefined && !there.isFile();
}
