import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Output } from '../../../../../host/cli/terminal/output.ts';
import { LiveScreen } from '../../../../../host/cli/station/run/live-screen.ts';
import type { Wish } from '../../../../../host/cli/station/screen/after-key.ts';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';
import { countsAt, LOT } from '../screen/shift.ts';

/** A terminal of 80 × 24, with time that passes when the test says so. */
function sit() {
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), {
    isTTY: true,
    columns: 80,
    rows: 24,
  });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const wishes: Wish[] = [];
  let ms = 0;
  let due: { readonly at: number; readonly run: () => void } | undefined;
  const clock = {
    now: () => ms,
    unixMs: () => ms,
    after(delay: number, run: () => void) {
      const own = { at: ms + delay, run };
      due = own;
      return () => {
        if (due === own) due = undefined;
      };
    },
  };
  const screen = new LiveScreen({
    cli: {
      out: new Output(stdout, new PassThrough()),
      stdin,
      signal: new AbortController().signal,
      endWith: () => undefined,
    },
    clock,
    words: wordsIn('en'),
    lot: LOT,
    counts: countsAt(400),
    bell: true,
    onWish: (wish) => wishes.push(wish),
  });
  return {
    screen,
    wishes,
    written: () => String(stdout.read() ?? ''),
    pending: () => due !== undefined,
    pass: (by: number): void => {
      ms += by;
      if (due === undefined || due.at > ms) return;
      const { run } = due;
      due = undefined;
      run();
    },
    types: async (text: string): Promise<void> => {
      stdin.write(text);
      await setImmediate();
    },
  };
}

it('many events at once are drawn once', () => {
  const { screen, written, pass } = sit();
  written();
  for (let port = 0; port < 10; port++)
    screen.onEvent({ kind: 'arrived', port: `p${String(port)}` });
  expect(written()).toBe('');
  pass(50);
  expect(written()).toContain('p9');
  screen.close();
});

it('keys do what the screen says they do', async () => {
  const { screen, wishes, types } = sit();
  await types('pq');
  expect(wishes).toEqual([{ kind: 'pause' }, { kind: 'finish' }]);
  screen.close();
});

it('rings when a fob fails, not when one is done', () => {
  const { screen, written } = sit();
  const ended = { kind: 'ended', port: 'a', ms: 1, counts: countsAt(401) } as const;
  screen.onEvent({ ...ended, end: 'done' });
  expect(written()).not.toContain('\u0007');
  screen.onEvent({ ...ended, end: 'quarantined', trouble: 'key-check' });
  expect(written()).toContain('\u0007');
  screen.close();
});

it('says that it ends when the process is told to', () => {
  const { screen, written, pass } = sit();
  screen.interrupted();
  pass(50);
  expect(written()).toContain('FINISHING');
  screen.close();
});

it('gives the terminal back, draws no more and waits for nothing', async () => {
  const { screen, wishes, written, pending, types } = sit();
  screen.close();
  expect(written()).toMatch(/\u001b\[\?25h\u001b\[\?1049l$/);
  screen.onEvent({ kind: 'arrived', port: 'a' });
  await types('q');
  expect([written(), wishes, pending()]).toEqual(['', [], false]);
});
