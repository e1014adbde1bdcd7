import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxAround, NARROW, textWidth } from '../../../../host/fleet/plot/box.ts';
import { placeLabels, type Spot } from '../../../../host/fleet/plot/labels.ts';

const box = boxAround(NARROW, { left: ['1 in 100,000,000'], last: '100,000,000' });

const spots = fc.array(
  fc.record({
    x: fc.integer({ min: box.left, max: box.right }),
    y: fc.integer({ min: box.top, max: Math.floor(box.floor) }),
    text: fc.constantFrom('1', '12', '3, 4', '1, 2, 3 +9'),
  }),
  { minLength: 1, maxLength: 20 },
);

function extentOf({ text }: Spot): readonly [half: number, high: number] {
  return [textWidth(text, box.letter) / 2, box.letter / 2];
}

it('no text lies on another one or on a point, and none leaves the drawing', () => {
  fc.assert(
    fc.property(spots, (all) => {
      const placed = placeLabels(all, box).flatMap((place, index) => {
        const spot = all[index];
        if (place === undefined || spot === undefined) return [];
        const [half, high] = extentOf(spot);
        return [{ ...place, half, high }];
      });
      for (const [index, one] of placed.entries()) {
        expect(one.x + one.half).toBeLessThanOrEqual(box.width);
        expect(one.y + one.high).toBeLessThanOrEqual(box.floor);
        const others = [
          ...placed.slice(0, index),
          ...all.map((dot) => ({ ...dot, half: 5, high: 5 })),
        ];
        const hit = others.find(
          (other) =>
            Math.abs(one.x - other.x) < one.half + other.half &&
            Math.abs(one.y - other.y) < one.high + other.high,
        );
        expect(hit).toBeUndefined();
      }
    }),
    { numRuns: 100 },
  );
});

it('texts of a few points all have a place, the first one beside its point', () => {
  const few = [0, 1, 2, 3].map((index) => ({ x: 250, y: 100 + 8 * index, text: String(index) }));
  const places = placeLabels(few, box);
  expect(places).not.toContain(undefined);
  expect(places[0]?.far).toBe(false);
});
