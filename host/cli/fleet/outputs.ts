import { constants } from 'node:fs';
import { access, realpath, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { makeFolder } from '../input/make-folder.ts';
import { type ResultContent, writeResult } from '../input/write-file.ts';
import type { Cli } from '../program/cli.ts';
import { CliError, usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';
import { stopped } from './stopped.ts';

/** A file that is written when the work is done; `T` is what came of it. */
export interface OutputFile<T> {
  readonly path: string;
  readonly content: (outcome: T) => ResultContent | Promise<string>;
  /** A folder that is made for it where there is none. */
  readonly folder?: string;
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
 * Looks before work that takes long: each file has a place of its own, where it can be written, in a
 * folder that is there or can be made. Nothing is made yet.
 *
 * @param input The file that is read; it is no output.
 * @throws CliError that names the path
 */
export async function checkOutputs(
  input: string,
  outputs: readonly Pick<OutputFile<never>, 'path' | 'folder'>[],
): Promise<void> {
  const taken = new Map([[await placeOf(input), 'the file that is read']]);
  const folders = new Set(outputs.flatMap(({ folder }) => (folder === undefined ? [] : [folder])));
  for (const folder of folders) await checkFolder(folder);
  const made = new Set([...folders].map((folder) => resolve(folder)));
  for (const { path } of outputs) {
    if (!made.has(dirname(resolve(path))) || (await isThere(dirname(path)))) {
      await checkWritable(path);
    }
    if (await isDevice(path)) continue;
    const place = await placeOf(path);
    const other = taken.get(place);
    if (other !== undefined) throw usage(`${path} would be written over ${other}; name another`);
    taken.set(place, 'another result');
  }
}

/**
 * Writes what came of the work. What cannot be written is told and makes the command end with 2;
 * the rest is written all the same. Rejects with a `CliError` when the command is told to stop.
 */
export async function writeOutputs<T>(
  cli: Pick<Cli, 'out' | 'endWith' | 'signal'>,
  outputs: readonly OutputFile<T>[],
  outcome: T,
): Promise<void> {
  for (const [index, { path, content, folder }] of outputs.entries()) {
    const made = folder === undefined ? [] : await missingFolders(folder);
    try {
      cli.signal.throwIfAborted();
      if (folder !== undefined) await makeFolder(folder);
      await writeResult(path, untilStopped(await content(outcome), cli.signal));
      cli.out.note(`written: ${path}`);
    } catch (error) {
      // One in which something stands already stays.
      for (const one of made) await rmdir(one).catch(() => undefined);
      if (cli.signal.aborted) throw stopped(cli.signal, notWritten(outputs.slice(index)));
      if (!(error instanceof CliError)) throw error;
      cli.out.note(`fob: ${error.message}`);
      cli.endWith(error.exitCode);
    }
  }
}

function notWritten(outputs: readonly Pick<OutputFile<never>, 'path'>[]): string {
  const names = outputs.map(({ path }) => path).join(', ');
  return `stopped; not written: ${names}`;
}

function untilStopped(content: ResultContent, signal: AbortSignal): ResultContent {
  return typeof content === 'string' || content instanceof Uint8Array
    ? content
    : piecesUntil(content, signal);
}

function* piecesUntil<Piece>(pieces: Iterable<Piece>, signal: AbortSignal): Generator<Piece> {
  for (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
  }
}

/** Where a path leads, through links. */
async function placeOf(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  const absent = join(await realpath(folder).catch(() => folder), basename(path));
  return await realpath(path).catch(() => absent);
}

/** The folders that would have to be made for it to be there, the innermost first. */
async function missingFolders(folder: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let one = resolve(folder); !(await isThere(one)); one = dirname(one)) missing.push(one);
  return missing;
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function checkFolder(folder: string): Promise<void> {
  const missing = await missingFolders(folder);
  const above = dirname(missing.at(-1) ?? join(resolve(folder), 'file'));
  try {
    // Of a file in its place there is no such thing.
    await access(`${above}/.`, constants.W_OK);
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    throw usage(`the folder ${folder} cannot be made (${code}); nothing was begun`, {
      cause: error,
    });
  }
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
