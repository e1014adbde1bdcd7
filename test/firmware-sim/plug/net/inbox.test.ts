import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';

describe('Inbox', () => {
  it('gives bytes in the order in which they came, however they were cut', () => {
    const inbox = new Inbox();
    inbox.push(Uint8Array.of(1, 2));
    inbox.push(Uint8Array.of(3));
    expect(inbox.peek(3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(inbox.take(1)).toEqual(Uint8Array.of(1));
    inbox.push(Uint8Array.of(4));
    expect(inbox.take(3)).toEqual(Uint8Array.of(2, 3, 4));
    expect(inbox.length).toBe(0);
  });

  it('gives nothing, and keeps what it has, when there are fewer', () => {
    const inbox = new Inbox();
    inbox.push(Uint8Array.of(1, 2));
    expect(inbox.take(3)).toBeUndefined();
    expect(inbox.peek(3)).toBeUndefined();
    expect(inbox.take(2)).toEqual(Uint8Array.of(1, 2));
  });

  it('copies, so that those who gave and those who took may use their memory', () => {
    const inbox = new Inbox();
    const given = Uint8Array.of(1, 2, 3, 4);
    inbox.push(given);
    given.fill(9);
    const taken = inbox.take(2);
    inbox.take(2);
    inbox.push(Uint8Array.of(7, 7, 7, 7));
    expect(taken).toEqual(Uint8Array.of(1, 2));
  });

  it('is a queue of bytes', () => {
    const steps = fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.nat(300)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const inbox = new Inbox();
        let model: number[] = [];
        for (const step of all) {
          if (typeof step !== 'number') {
            inbox.push(step);
            model.push(...step);
          } else if (step <= model.length) {
            expect([...(inbox.take(step) ?? [])]).toEqual(model.slice(0, step));
            model = model.slice(step);
          } else expect(inbox.take(step)).toBeUndefined();
          expect(inbox.length).toBe(model.length);
        }
      }),
    );
  });
});
