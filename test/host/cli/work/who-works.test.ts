import { expect, it } from 'vitest';
import { whoWorks } from '../../../../host/cli/work/who-works.ts';

const COMMAND = 'fob fleet worker --queue postgres://bench@db/fobkit';
const NOBODY = { workers: 0, threads: 0 };

/** What is told when so many workers, of two threads each, are seen after so many seconds. */
function toldOf(looks: readonly (readonly [seconds: number, workers: number])[]) {
  const [asides, notes]: [string[], string[]] = [[], []];
  let now = 0;
  const see = whoWorks({
    command: COMMAND,
    aside: (text) => asides.push(text),
    note: (text) => notes.push(text),
    now: () => now,
  });
  for (const [seconds, workers] of looks) {
    now = seconds * 1000;
    see(workers === 0 ? NOBODY : { workers, threads: 2 * workers });
  }
  return { asides, notes };
}

it('tells beside the progress who works, or what starts a worker', () => {
  const { asides, notes } = toldOf([
    [0, 0],
    [2, 1],
  ]);
  expect(asides).toEqual([`no worker yet: ${COMMAND}`, '1 worker with 2 threads']);
  expect(notes).toEqual([]);
});

it('says in a line each minute that there is nobody', () => {
  const { notes } = toldOf([0, 2, 59, 60, 62, 118, 121].map((seconds) => [seconds, 0]));
  const line = (time: string): string =>
    `no worker for ${time}: start one by ${COMMAND}, or stop by Ctrl-C`;
  expect(notes).toEqual([line('1 minute'), line('2 minutes')]);
});

it('counts anew when the last worker has gone', () => {
  const { notes } = toldOf([
    [0, 0],
    [50, 1],
    [100, 0],
    [150, 0],
  ]);
  expect(notes).toEqual([]);
});
