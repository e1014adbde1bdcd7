import { vi } from 'vitest';

/** What a test can leave changed for whatever runs after it in its process, by what it is called. */
export type ProcessState = ReadonlyMap<string, unknown>;

const OBJECTS: Readonly<Record<string, object>> = {
  console,
  crypto,
  Date,
  JSON,
  Math,
  performance,
  process,
  'process.stderr': process.stderr,
  'process.stdout': process.stdout,
};

/** What libraries put there for as long as the process lives: @hono/node-server, zpl-renderer-js. */
const OF_LIBRARIES = ['Request', 'Response', 'Go', 'fs', 'path', 'zpl'];
/** So does playwright-core when it is loaded, whose zod has globals of its own. */
const OF_PLAYWRIGHT = ['process.chdir', 'process.cwd'];

/** How the process is now. */
export function processState(): ProcessState {
  return new Map<string, unknown>([
    ['the working folder', process.cwd()],
    ['the exit code', process.exitCode],
    ['the arguments', process.argv.join('\0')],
    ['fake timers', vi.isFakeTimers()],
    ...Object.entries(process.env).map(([name, value]) => [`environment ${name}`, value] as const),
    ...process
      .eventNames()
      .map((name) => [`listeners of ${String(name)}`, process.listenerCount(name)] as const),
    ...globals(),
    ...Object.entries(OBJECTS).flatMap(([name, object]) => functions(name, object)),
  ]);
}

/** What is not as it was: names alone, since an environment may hold secrets. */
export function changes(before: ProcessState, after: ProcessState): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => !Object.is(before.get(name), after.get(name)));
}

/** Their values, not their descriptors: Node.js loads some when they are first read. */
function globals(): (readonly [string, unknown])[] {
  return Object.getOwnPropertyNames(globalThis)
    .filter((name) => !/^__(vite|zod)/.test(name) && !OF_LIBRARIES.includes(name))
    .map((name) => [`global ${name}`, Reflect.get(globalThis, name)]);
}

function functions(path: string, object: object): (readonly [string, unknown])[] {
  return Object.entries(Object.getOwnPropertyDescriptors(object))
    .map(([name, { value }]) => [`${path}.${name}`, value as unknown] as const)
    .filter(([name, value]) => typeof value === 'function' && !OF_PLAYWRIGHT.includes(name));
}
