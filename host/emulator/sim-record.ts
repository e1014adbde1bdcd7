import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { writePrivateFile } from './private-file.ts';
import { type StateFolder, unlessMissing } from './state-folder.ts';

const text = v.pipe(v.string(), v.minLength(1));

/** A record as it stands in its file. */
export const simRecordSchema = v.object({
  deviceId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  profile: text,
  links: v.array(v.string()),
  busId: v.exactOptional(text),
  usb: v.exactOptional(v.array(v.string())),
  control: text,
  tokenFile: text,
  pid: v.pipe(v.number(), v.integer(), v.minValue(2)),
  startedAt: text,
  processStart: v.exactOptional(text),
  logFile: v.exactOptional(text),
  bench: v.exactOptional(
    v.object({
      file: text,
      instruments: v.array(v.object({ name: text, kind: text, address: v.string() })),
    }),
  ),
});

/** The emulated instruments around the fobs of a process. */
export interface BenchRecord {
  /** A bench file that leads to them. */
  readonly file: string;
  readonly instruments: readonly {
    readonly name: string;
    readonly kind: string;
    readonly address: string;
  }[];
}

/** What the state folder keeps of an emulated fob that is up. */
export interface SimRecord {
  /** 16 hex digits. */
  readonly deviceId: string;
  /** The name of its fob type. */
  readonly profile: string;
  /** Device URLs, as `serial:/dev/pts/4`. */
  readonly links: readonly string[];
  /** On the USB/IP server, as `1-1`. */
  readonly busId?: string;
  /** Where its USB is served: `usbip:HOST:PORT/BUSID`, `usbredir:HOST:PORT`, `uhid:NAME`. */
  readonly usb?: readonly string[];
  /** The control channel: `http://127.0.0.1:PORT`. */
  readonly control: string;
  /** Holds the token of the control channel. */
  readonly tokenFile: string;
  /** The process that it lives in, perhaps with others. */
  readonly pid: number;
  /** Tells it from a later process of the same pid (`processStart`). */
  readonly processStart?: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** What its process had to say. */
  readonly logFile?: string;
  readonly bench?: BenchRecord;
}

export function recordPath(state: StateFolder, deviceId: string): string {
  return join(state.sims, `${deviceId}.json`);
}

export function writeRecord(state: StateFolder, record: SimRecord): void {
  writePrivateFile(recordPath(state, record.deviceId), `${JSON.stringify(record)}\n`);
}

/** Takes away everything that the folder has of a fob; what is gone already is no error. */
export function removeRecord(state: StateFolder, record: SimRecord): void {
  const { deviceId, logFile } = record;
  removeAccess(state, record);
  rmSync(recordPath(state, deviceId), { force: true });
  if (logFile !== undefined) rmSync(logFile, { force: true });
}

/** Takes away the ways to a fob that is gone; its record and its log tell what became of it. */
export function removeAccess(state: StateFolder, { bench, deviceId, tokenFile }: SimRecord): void {
  rmSync(terminalLink(state, deviceId), { force: true });
  rmSync(tokenFile, { force: true });
  const folder = bench === undefined ? '' : dirname(bench.file);
  if (dirname(folder) === benchesFolder(state)) rmSync(folder, { recursive: true, force: true });
}

/** Folders with the bench files of emulated instruments. */
export function benchesFolder(state: StateFolder): string {
  return join(state.path, 'benches');
}

/** The log of a fob's process, when there is a word in it. */
export function logOf({ logFile }: SimRecord): string | undefined {
  if (logFile === undefined) return undefined;
  return (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 0 ? logFile : undefined;
}

/** The symbolic link that leads to the present terminal of a fob with a pty. */
export function terminalLink(state: StateFolder, deviceId: string): string {
  return join(state.terminals, deviceId);
}

/** Every record in the folder, the dead ones too; files that are none are passed over. */
export function readRecords(state: StateFolder): readonly SimRecord[] {
  let names: string[];
  try {
    names = readdirSync(state.sims);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readRecord(join(state.sims, name)) ?? []);
}

function readRecord(path: string): SimRecord | undefined {
  const content = unlessMissing(() => readFileSync(path, 'utf8'));
  if (content === undefined) return undefined;
  try {
    const result = v.safeParse(simRecordSchema, JSON.parse(content));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
