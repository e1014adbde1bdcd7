import { afterEach, expect, it, vi } from 'vitest';
import { changes, processState } from './process-state.ts';

const undo: (() => void)[] = [];

afterEach(() => {
  for (const one of undo.splice(0)) one();
});

it('nothing done is nothing changed', () => {
  expect(changes(processState(), processState())).toEqual([]);
});

it.each<[string, () => () => void]>([
  ['environment FOBKIT_STUBBED', () => stubbed(vi.stubEnv('FOBKIT_STUBBED', 'secret'))],
  ['environment PATH', () => stubbed(vi.stubEnv('PATH', undefined))],
  ['global fetch', () => stubbed(vi.stubGlobal('fetch', () => undefined))],
  ['global fobkit', () => stubbed(vi.stubGlobal('fobkit', 1))],
  ['Math.random', () => spied(Math, 'random')],
  ['process.kill', () => spied(process, 'kill')],
  ['process.stdout.write', () => spied(process.stdout, 'write')],
  [
    'listeners of SIGHUP',
    () => {
      const listener = (): void => undefined;
      process.on('SIGHUP', listener);
      return () => process.off('SIGHUP', listener);
    },
  ],
  [
    'the exit code',
    () => {
      const before = process.exitCode;
      process.exitCode = 7;
      return () => (process.exitCode = before);
    },
  ],
])('%s is told when it is left changed, and no value with it', (name, change) => {
  const before = processState();
  undo.push(change());
  expect(changes(before, processState())).toEqual([name]);
});

it('fake timers are told with what they stand for', () => {
  const before = processState();
  undo.push(() => vi.useRealTimers());
  vi.useFakeTimers();
  expect(changes(before, processState())).toEqual(
    expect.arrayContaining(['fake timers', 'global setTimeout', 'global Date']),
  );
});

function stubbed(_: unknown): () => void {
  return () => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  };
}

function spied<T extends object>(object: T, name: keyof T & string): () => void {
  const spy = vi.spyOn(object as Record<string, () => unknown>, name);
  return () => spy.mockRestore();
}
