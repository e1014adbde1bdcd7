import { FleetResultError, readResult, writeResult } from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { madeResult, madeTally, spreadOf } from '../support/made-result.ts';

const RESULT = madeResult({
  ...madeTally(3, 2, { inUse: (day) => day }),
  clockSeconds: [spreadOf(2, [-1, 4])],
  chargePercent: [spreadOf(2, [99])],
});
const TEXT = writeResult(RESULT);

describe('a result as text', () => {
  it('comes back as it was, and is the same text again', () => {
    const again = readResult(TEXT, 'a.json');
    expect(again).toEqual(RESULT);
    expect(writeResult(again)).toBe(TEXT);
  });

  it('comes back of so many fobs that an array is a text of megabytes', () => {
    const many = madeResult(madeTally(1, 1_500_000));
    expect(readResult(writeResult(many), 'a.json').tally.fobs.death).toHaveLength(1_500_000);
  });

  it.each([
    ['no JSON', TEXT.slice(0, -20), 'this is no JSON'],
    ['of another version', TEXT.replace(/fleet-\d/, 'fleet-1'), 'another version of fobkit'],
    ['of another format', TEXT.replace(/fobkit-fleet-\d/, 'lot'), 'format: '],
    ['without its facts', TEXT.replace('"facts"', '"fakts"'), 'facts'],
    [
      'of other fobs',
      TEXT.replace('"fobs":2,', '"fobs":3,'),
      'tally: it counts other fobs or days',
    ],
    ['of a cut tally', TEXT.replace(/"base64":"[^"]+"/, '"base64":"AAAA"'), 'tally: '],
    ...[Number.NaN, -1, 1e308].map((count): [string, string, string] => [
      `of a day with ${count} fobs`,
      writeResult(madeResult(madeTally(3, 2, { inUse: () => count }))),
      'tally: a day has what is no count',
    ]),
  ])('is refused when it is %s, with the remedy', (_what, text, why) => {
    const read = (): unknown => readResult(text, 'a.json');
    expect(read).toThrow(FleetResultError);
    expect(read).toThrow(/^a\.json: .*write it anew with fob fleet run --save$/);
    expect(read).toThrow(why);
  });
});
