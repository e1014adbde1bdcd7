import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawScreen } from '../../../../../host/cli/station/screen/draw-screen.ts';
import { textOf, widthOf } from '../../../../../host/cli/station/screen/line.ts';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';
import { busyShift, Shift } from './shift.ts';

type Language = Parameters<typeof wordsIn>[0];

function drawn(shift: Shift, language: Language, columns = 80, rows = 24): readonly string[] {
  return drawScreen(shift.state, { columns, rows }, wordsIn(language)).map(textOf);
}

interface Picture {
  readonly name: string;
  readonly shift: () => Shift;
  readonly columns?: number;
  readonly rows?: number;
}

function keyed(...keys: readonly string[]): Shift {
  const shift = busyShift();
  shift.types(...keys);
  return shift;
}

const pictures: readonly Picture[] = [
  { name: 'empty', shift: () => new Shift() },
  { name: 'busy', shift: busyShift },
  { name: 'busy-small', shift: busyShift, columns: 60, rows: 12 },
  { name: 'busy-wide', shift: busyShift, columns: 160, rows: 40 },
  { name: 'failures', shift: () => keyed('d') },
  { name: 'failures-small', shift: () => keyed('d'), columns: 60, rows: 12 },
  { name: 'reason', shift: () => keyed('d', 's', '割', 'れ') },
  { name: 'unit', shift: () => keyed('l', 'down') },
  { name: 'help', shift: () => keyed('?') },
  { name: 'sure', shift: () => keyed('Q') },
  { name: 'finishing', shift: () => keyed('q') },
  {
    name: 'trouble',
    shift: () => busyShift().happens({ kind: 'trouble', trouble: 'registry-lost', why: 'ENOSPC' }),
  },
  {
    name: 'waiting',
    shift: () =>
      (['not-found', 'busy', 'link-failed'] as const).reduce(
        (shift, reason, at) =>
          shift.happens({ kind: 'waiting', port: `/dev/tty${String(at)}`, reason, why: 'EIO' }),
        new Shift(),
      ),
  },
  { name: 'paused', shift: () => busyShift().happens({ kind: 'paused', by: 'sato' }) },
];

const languages: readonly Language[] = ['en', 'ja'];

describe.each(languages)('the screen in %s', (language) => {
  it.each(pictures)('$name', async ({ name, shift, columns, rows }) => {
    const text = `${drawn(shift(), language, columns, rows)
      .map((line) => line.trimEnd())
      .join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`screens/${name}.${language}.txt`);
  });
});

it('fills its window and never reaches over an edge, whatever its size', () => {
  const keys = fc.array(
    fc.constantFrom('d', 'down', 's', 'x', 'return', '割', '?', 'escape', 'Q', 'p', 'q'),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(
      fc.constantFrom('en' as const, 'ja' as const),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 60 }),
      keys,
      (language, columns, rows, typed) => {
        const lines = drawn(keyed(...typed), language, columns, rows);
        expect(lines.length).toBeLessThanOrEqual(rows);
        if (columns >= 30 && rows >= 8) expect(lines).toHaveLength(rows);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      },
    ),
    { numRuns: 150 },
  );
});

it('of more ports than fit those are shown that somebody has to see to', () => {
  const shift = new Shift();
  for (let port = 1; port <= 40; port++) {
    shift.happens({ kind: 'arrived', port: `1-1.${String(port)}` }, 1);
    shift.happens({ kind: 'left', port: `1-1.${String(port)}` }, 1);
  }
  shift.happens({ kind: 'arrived', port: '1-1.37' });
  shift.happens({ kind: 'step', port: '1-1.37', step: 'read-code', serialLabel: 'SKTH00000001' });
  shift.happens({ kind: 'press-wanted', port: '1-1.37', serialLabel: 'SKTH00000001' });
  const text = drawn(shift, 'en').join('\n');
  expect(text).toContain('SKTH00000001   PRESS ITS BUTTON NOW');
  expect(text).toMatch(/and \d+ more ports/);
});

it('a serial label that would move the cursor is shown, not obeyed', () => {
  const shift = new Shift().visit('1-1.1', 'A\u001b[2JB');
  expect(drawn(shift, 'en').join('\n')).toContain('A\\u001b[2JB');
});
