import { BadReplyError, type Device, DeviceError, Secret } from '@fobkit/client';
import { type LoadedParameters, modes } from '@fobkit/protocol';
import * as v from 'valibot';
import type { CodeBook } from './code-book.ts';
import type { InvariantFindings } from './invariants.ts';
import type { SecretSearch } from './secret-search.ts';

/** Who hears what a device is asked and answers. */
export interface DeviceEars {
  readonly findings: InvariantFindings;
  readonly book: CodeBook;
  readonly secrets: SecretSearch;
  /** A fault makes replies say what is not: refusals then prove nothing, and bad ones are no breach. */
  readonly repliesLie: boolean;
  readonly onClosed: () => void;
  /** Codes of before may still stand on the LCD. */
  readonly onClockMoved: () => void;
}

/** One call: its name, its arguments, and what came back or was thrown. */
interface Heard {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly ears: DeviceEars;
}

/** The same device; what is asked of it and of its sealed sessions, and its answers, are heard. */
export function watchedDevice(device: Device, ears: DeviceEars): Device {
  return watched(device, ears);
}

function watched<T extends object>(target: T, ears: DeviceEars): T {
  return new Proxy(target, {
    get(it, name) {
      // The members behind `#` want the object itself.
      const member: unknown = Reflect.get(it, name, it);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        hearAsked(String(name), args, ears);
        const result: unknown = Reflect.apply(member, it, args);
        return result instanceof Promise
          ? passOn(result, { name: String(name), args, ears })
          : result;
      };
    },
  });
}

async function passOn(result: Promise<unknown>, heard: Heard): Promise<unknown> {
  const { name, ears } = heard;
  try {
    const value = await result;
    hearAnswer(heard, value);
    return name === 'openChannel' && typeof value === 'object' && value !== null
      ? watched(value, ears)
      : value;
  } catch (error) {
    hearFailure(heard, error);
    throw error;
  }
}

const bytesSchema = v.union([
  v.instance(Uint8Array),
  v.pipe(
    v.instance(Secret),
    v.transform((secret) => secret.reveal()),
  ),
]);
const loadSchema = v.looseObject({
  seed: bytesSchema,
  parameters: v.custom<LoadedParameters>(
    (value) => typeof value === 'object' && value !== null && 'mode' in value && 'digits' in value,
  ),
});
const codeSchema = v.looseObject({
  code: v.string(),
  mode: v.picklist(Object.keys(modes)),
  movingFactor: v.optional(v.number()),
  unixTime: v.optional(v.number()),
});
const questionSchema = v.looseObject({ challenge: v.optional(v.string()) });
const statusSchema = v.looseObject({ counter: v.optional(v.number()) });

/** Secrets are looked for from the moment on in which the host puts them in. */
function hearAsked(name: string, args: readonly unknown[], ears: DeviceEars): void {
  const { secrets } = ears;
  if (name === 'setClock' || name === 'loadSeed' || name === 'wipe') ears.onClockMoved();
  if (name === 'openChannel' || name === 'rotateTransportKey') {
    const key = v.safeParse(bytesSchema, args[0]);
    if (key.success) secrets.add(key.output, 'a transport key');
  }
  if (name === 'loadSeed') {
    const load = v.safeParse(loadSchema, args[0]);
    if (load.success) secrets.add(load.output.seed, 'a seed');
  }
}

function hearAnswer({ name, args, ears }: Heard, value: unknown): void {
  const { book, findings } = ears;
  findings.check('keeps-the-protocol', true, String);
  if (name === 'close') ears.onClosed();
  if (name === 'wipe') book.wipe(false);
  if (name === 'loadSeed') load(args, book, false);
  if (name === 'readCode') {
    const told = v.safeParse(codeSchema, value);
    const { challenge: question } = v.parse(questionSchema, args[0] ?? {});
    if (told.success) book.tell({ ...told.output, question });
  }
  if (name === 'getStatus') {
    const status = v.safeParse(statusSchema, value);
    if (status.success && status.output.counter !== undefined) book.next(status.output.counter);
  }
}

function hearFailure({ name, args, ears }: Heard, error: unknown): void {
  const { book, findings, repliesLie } = ears;
  if (name === 'loadSeed' && !isSureRefusal(error, ears)) load(args, book, true);
  if (name === 'wipe') book.wipe(true);
  findings.check('keeps-the-protocol', repliesLie || !(error instanceof BadReplyError), () =>
    error instanceof Error ? error.message : String(error),
  );
}

/** What a second sending gets when the first one was done and its answer lost. */
const AFTER_A_LOSS: readonly string[] = ['no-channel', 'out-of-sequence', 'seal-broken', 'delayed'];

function isSureRefusal(error: unknown, { repliesLie, book }: DeviceEars): boolean {
  if (!(error instanceof DeviceError) || repliesLie) return false;
  if (error.status === 'wrong-lifecycle') return book.surelyLoaded;
  return !AFTER_A_LOSS.includes(error.status);
}

function load(args: readonly unknown[], book: CodeBook, unsure: boolean): void {
  const { success, output } = v.safeParse(loadSchema, args[0]);
  if (success) book.load(output.seed, output.parameters, unsure);
}
