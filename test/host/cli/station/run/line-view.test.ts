import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { LineView } from '../../../../../host/cli/station/run/line-view.ts';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';
import { Output } from '../../../../../host/cli/terminal/output.ts';
import { countsAt, LOT } from '../screen/shift.ts';

function watch() {
  const stdout = new PassThrough({ encoding: 'utf8' });
  const view = new LineView({
    cli: {
      out: new Output(stdout, new PassThrough()),
      stdin: new PassThrough(),
      signal: new AbortController().signal,
      endWith: () => undefined,
    },
    clock: { now: () => 0, unixMs: () => 0, after: () => () => undefined },
    words: wordsIn('en'),
    lot: LOT,
    counts: countsAt(400),
    bell: true,
    onWish: () => undefined,
  });
  return { view, printed: () => String(stdout.read() ?? '') };
}

it('says that what is begun is waited for when the process is told to end, where something is', () => {
  const { view, printed } = watch();
  view.interrupted();
  expect(printed()).toBe('');
  const loading = { step: 'load-seed', deviceId: '0102030400000001', serialLabel: 'S1' } as const;
  view.onEvent({ kind: 'arrived', port: 'a' });
  view.onEvent({ kind: 'step', port: 'a', ...loading });
  printed();
  view.interrupted();
  expect(printed()).toMatch(/^\d\d:00:00 {2}Ending: .* Ctrl-C again stops at once\.\n$/);
});
