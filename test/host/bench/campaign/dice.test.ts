import { Dice } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';

const throws = (dice: Dice, count: number): readonly number[] =>
  Array.from({ length: count }, () => dice.u32());

describe('dice of a campaign', () => {
  it('the same seed and stream throw the same, on every machine', () => {
    expect(throws(new Dice(7, 3), 4)).toEqual(throws(new Dice(7, 3), 4));
    // A campaign's report must not change under a version that draws the same.
    expect(throws(new Dice(7, 3), 4)).toMatchInlineSnapshot(`
      [
        2946695003,
        241113821,
        976120592,
        2506738803,
      ]
    `);
  });

  it('other seeds and streams throw otherwise, close ones and large ones too', () => {
    const firsts = [
      new Dice(7, 3),
      new Dice(7, 4),
      new Dice(8, 3),
      new Dice(7 + 2 ** 32, 3),
      new Dice(2 ** 53 - 1, 3),
    ].map((dice) => throws(dice, 2).join());
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('every number of a range comes, and none outside', () => {
    const dice = new Dice(1);
    const seen = new Set(Array.from({ length: 1000 }, () => dice.between(3, 7)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6, 7]);
  });

  it('a weight of 0 is never drawn, and others about as often as they weigh', () => {
    const dice = new Dice(2);
    const drawn = Array.from({ length: 4000 }, () =>
      dice.weighted([
        [0, 'never'],
        [1, 'seldom'],
        [3, 'often'],
      ]),
    );
    const often = drawn.filter((it) => it === 'often').length;
    expect(drawn).not.toContain('never');
    expect(Math.abs(often - 3000)).toBeLessThan(150);
  });

  it('nothing to pick from is refused', () => {
    expect(() => new Dice(1).pick([])).toThrow(RangeError);
    expect(() => new Dice(1).weighted([[0, 'a']])).toThrow(RangeError);
  });
});
