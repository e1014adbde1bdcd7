import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Output } from '../../../../host/cli/terminal/output.ts';
import { startProgress } from '../../../../host/cli/terminal/progress.ts';

it('progress that nobody watches is a line for each tenth', () => {
  const notes = new PassThrough({ encoding: 'utf8' });
  const progress = startProgress(new Output(new PassThrough(), notes), 1000);
  for (let done = 1; done <= 1000; done++) progress.update(done, `${String(done)} of 1000`);
  progress.stop();
  const lines = String(notes.read()).trim().split('\n');
  expect(lines).toEqual(
    ['1', ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `${String(n)}00`)].map(
      (done) => `${done} of 1000`,
    ),
  );
});
