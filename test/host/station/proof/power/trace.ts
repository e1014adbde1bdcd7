import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a machine needs for these tests. */
export const STRACE_MISSING =
  'no strace on this machine, or it may not trace: install the Debian package strace ' +
  '(and allow ptrace)';

/** What a process did to files, in its order; paths are absolute. */
export type TraceStep =
  | { readonly kind: 'create'; readonly path: string; readonly empties: boolean }
  | {
      readonly kind: 'write';
      readonly path: string;
      /** Undefined: at the end. */
      readonly offset: number | undefined;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

const CALLS =
  'openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2';

/** Runs Node on a module with what it writes recorded; what it prints goes to a file. */
export function traceNode(args: readonly string[], input = ''): TraceStep[] {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error(STRACE_MISSING, { cause });
  }
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-trace-'));
  try {
    const log = join(folder, 'trace');
    const out = openSync(join(folder, 'stdout'), 'a');
    const strace = ['-f', '-y', '-xx', '-s', '4000000', '-e', `trace=${CALLS}`, '-o', log];
    const child = spawnSync('strace', [...strace, process.execPath, ...args], {
      input,
      stdio: ['pipe', out, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(out);
    if (child.status !== 0) throw new Error(`the traced process failed: ${child.stderr}`);
    return readTrace(readFileSync(log, 'latin1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines that it printed up to a step, by `writeSync(1, …)`. */
export function isPrinted(step: TraceStep): step is TraceStep & { kind: 'write' } {
  return step.kind === 'write' && /fobkit-trace-[^/]*\/stdout$/.test(step.path);
}

/** Reads what `strace -f -y -xx` wrote. Calls that failed are left out. */
export function readTrace(text: string): TraceStep[] {
  const unfinished = new Map<string, string>();
  const steps: TraceStep[] = [];
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      unfinished.set(thread, rest.slice(0, -'<unfinished ...>'.length).trimEnd());
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const whole = resumed === null ? rest : (unfinished.get(thread) ?? '') + (resumed[1] ?? '');
    const step = stepOf(whole);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

/** A descriptor and its file; one that has no name any more says so. */
const FD = String.raw`\d+<([^>]*)>(?:\(deleted\))?`;
const MOST_TOLD = 200;
const TEXT = String.raw`"([^"]*)"`;

function stepOf(call: string): TraceStep | undefined {
  const [, name = '', given = '', result = ''] = /^(\w+)\((.*)\)\s+= (-?\d+)/s.exec(call) ?? [];
  if (name === '' || Number(result) < 0) return undefined;
  const match = (pattern: string): string[] => {
    const found = new RegExp(`^${pattern}`).exec(given);
    if (found === null)
      throw new Error(`strace tells of ${name} in another form: ${given.slice(0, MOST_TOLD)}`);
    return found.slice(1);
  };
  if (name === 'pwrite64' || name === 'write') {
    const [path = '', data = '', offset] = match(`${FD}, ${TEXT}, \\d+(?:, (\\d+))?$`);
    const bytes = bytesOf(data).subarray(0, Number(result));
    const at = offset === undefined ? undefined : Number(offset);
    return { kind: 'write', path: nameOf(path), offset: at, bytes };
  }
  if (name === 'ftruncate') {
    const [path = '', length] = match(`${FD}, (\\d+)$`);
    return { kind: 'truncate', path: nameOf(path), length: Number(length) };
  }
  if (name === 'fsync' || name === 'fdatasync') {
    return { kind: 'sync', path: nameOf(match(`${FD}$`)[0] ?? '') };
  }
  if (name === 'openat') {
    if (!given.includes('O_CREAT')) return undefined;
    const [, opened = ''] = /= \d+<([^>]*)>$/.exec(call) ?? [];
    return { kind: 'create', path: nameOf(opened), empties: given.includes('O_TRUNC') };
  }
  // The others name paths; those of the databases are absolute.
  const [path = '', to = ''] = [...given.matchAll(new RegExp(TEXT, 'g'))].map((it) => it[1] ?? '');
  if (name.startsWith('unlink')) return { kind: 'unlink', path: nameOf(path) };
  return { kind: 'rename', path: nameOf(path), to: nameOf(to) };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll('\\x', ''), 'hex'));
}

function nameOf(hex: string): string {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString();
}
