import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Button, type ButtonParameters } from '../../../firmware-sim/hardware/button.ts';

const clean: ButtonParameters = { bounceMilliseconds: 0, maxBounces: 0 };
const bouncy: ButtonParameters = { bounceMilliseconds: 10, maxBounces: 8 };
const WINDOW = 327;

/** Runs through every edge; returns [tick, down] of each. */
function edgesOf(button: Button): [number, boolean][] {
  const edges: [number, boolean][] = [];
  let now = 0;
  for (let next = button.nextEdge(); next !== undefined; next = button.nextEdge()) {
    button.advance(next);
    now += next;
    edges.push([now, button.isDown()]);
  }
  return edges;
}

describe('button', () => {
  it('closes at once on a press and opens on a release', () => {
    const button = new Button(clean, 1);
    expect(button.isDown()).toBe(false);
    button.press();
    expect(button.isDown()).toBe(true);
    button.advance(1_000_000);
    expect(button.isDown()).toBe(true);
    button.release();
    expect(button.isDown()).toBe(false);
    expect(button.nextEdge()).toBeUndefined();
  });

  it('lifts by itself after the hold', () => {
    const button = new Button(clean, 1);
    button.press(3000);
    expect(button.nextEdge()).toBe(3000);
    button.advance(2999);
    expect(button.isDown()).toBe(true);
    button.advance(1);
    expect(button.isDown()).toBe(false);
  });

  it('chatters only within the bounce time of an edge and ends where the finger is', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const button = new Button(bouncy, seed);
        button.press();
        const down = edgesOf(button);
        expect(button.isDown()).toBe(true);
        expect(down.length % 2).toBe(0);
        for (const [tick] of down) expect(tick).toBeLessThanOrEqual(WINDOW);
        button.release();
        edgesOf(button);
        expect(button.isDown()).toBe(false);
      }),
    );
  });

  it('chatters for some seeds, and the same seed chatters the same', () => {
    const trains = Array.from({ length: 20 }, (_, seed) => {
      const twice = [new Button(bouncy, seed), new Button(bouncy, seed)].map((button) => {
        button.press(5000);
        return edgesOf(button);
      });
      expect(twice[0]).toEqual(twice[1]);
      return twice[0]?.length ?? 0;
    });
    expect(Math.max(...trains)).toBeGreaterThan(4);
  });

  it('has settled before the finger lifts, however short the press', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 600 }), (seed, hold) => {
        const button = new Button(bouncy, seed);
        button.press(hold);
        const edges = edgesOf(button);
        expect(edges.find(([tick]) => tick === hold)?.[1]).toBe(false);
        expect(button.isDown()).toBe(false);
      }),
    );
  });

  it('bounces for longer when its contact is worn', () => {
    const longest = (milliseconds: number): number =>
      Math.max(
        ...Array.from({ length: 20 }, (_, seed) => {
          const button = new Button(bouncy, seed);
          button.bounceMilliseconds = milliseconds;
          button.press();
          return edgesOf(button).at(-1)?.[0] ?? 0;
        }),
      );
    expect(longest(10)).toBeLessThanOrEqual(WINDOW);
    expect(longest(100)).toBeGreaterThan(WINDOW);
  });

  it('stays down when stuck down and up when stuck open', () => {
    const button = new Button(clean, 1);
    button.stuck = 'down';
    expect(button.isDown()).toBe(true);
    expect(button.nextEdge()).toBeUndefined();
    button.stuck = 'open';
    button.press();
    expect(button.isDown()).toBe(false);
    button.stuck = undefined;
    expect(button.isDown()).toBe(true);
  });

  it('goes the same way whether time passes in one piece or many', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(200), { maxLength: 20 }), (seed, spans) => {
        const [whole, split] = [new Button(bouncy, seed), new Button(bouncy, seed)];
        whole.press(700);
        split.press(700);
        for (const span of spans) split.advance(span);
        whole.advance(spans.reduce((sum, span) => sum + span, 0));
        expect(whole.save()).toEqual(split.save());
      }),
    );
  });

  it('goes on from a save in mid-bounce as if nothing had been', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(800), (seed, at) => {
        const first = new Button(bouncy, seed);
        first.press(400);
        first.advance(at);
        const second = new Button(bouncy, 0);
        second.load(first.save());
        expect(second.save()).toEqual(first.save());
        expect(edgesOf(second)).toEqual(edgesOf(first));
        first.press();
        second.press();
        expect(edgesOf(second)).toEqual(edgesOf(first));
      }),
    );
  });
});
