import { describe, expect, it } from 'vitest';
import type { ControlAnswer } from '../../../../firmware-sim/hardware/usb/class-function.ts';
import { ControlPipe } from '../../../../firmware-sim/hardware/usb/control-pipe.ts';
import { type Ask, setupOf } from '../../../support/usb-host.ts';

/** A pipe whose device gives `answer` to everything, and what it was asked. */
function pipeWith(answer: ControlAnswer): {
  pipe: ControlPipe;
  asked: { request: number; data: Uint8Array }[];
  finished: number[];
} {
  const asked: { request: number; data: Uint8Array }[] = [];
  const finished: number[] = [];
  const pipe = new ControlPipe(64, {
    answer: ({ request }, data) => {
      asked.push({ request, data: data.slice() });
      return answer;
    },
    finished: ({ request }) => finished.push(request),
  });
  return { pipe, asked, finished };
}

const READ: Ask = { request: 6, direction: 'in' };
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

/** Packets of a data stage to the host, until one that is no full packet or `wanted` are there. */
function readAll(pipe: ControlPipe, wanted: number): number[] {
  const lengths: number[] = [];
  let got = 0;
  for (;;) {
    const packet = pipe.in();
    if (typeof packet === 'string') return lengths;
    lengths.push(packet.length);
    got += packet.length;
    if (packet.length < 64 || got >= wanted) return lengths;
  }
}

describe('[USB-17] a data stage to the host (USB 2.0 §8.5.3, §5.5.3)', () => {
  it.each([
    ['ends with a short packet', 100, 255, [64, 36]],
    [
      'ends with an empty packet where the last is full and more was asked for',
      128,
      255,
      [64, 64, 0],
    ],
    ['has no empty packet where as much was asked for', 128, 128, [64, 64]],
    ['is cut at wLength', 130, 9, [9]],
    ['is cut at wLength within a later packet', 130, 70, [64, 6]],
    ['may have nothing in it', 0, 8, [0]],
  ])('%s', (_, length, wanted, packets) => {
    const { pipe } = pipeWith(bytes(length));
    expect(pipe.setup(setupOf({ ...READ, length: wanted }))).toBe('ack');
    expect(readAll(pipe, wanted)).toEqual(packets);
    expect(pipe.out(bytes(0))).toBe('ack');
  });

  it('goes in the order of its bytes', () => {
    const { pipe } = pipeWith(bytes(100));
    pipe.setup(setupOf({ ...READ, length: 100 }));
    expect(pipe.in()).toEqual(bytes(100).subarray(0, 64));
    expect(pipe.in()).toEqual(bytes(100).subarray(64));
  });

  it('may be closed by the host before its end', () => {
    const { pipe } = pipeWith(bytes(100));
    pipe.setup(setupOf({ ...READ, length: 100 }));
    pipe.in();
    expect(pipe.out(bytes(0))).toBe('ack');
    expect(pipe.in()).toBe('stall');
  });

  it('stalls when the host sends bytes into it', () => {
    const { pipe } = pipeWith(bytes(100));
    pipe.setup(setupOf({ ...READ, length: 100 }));
    expect(pipe.out(bytes(1))).toBe('stall');
    expect(pipe.in()).toBe('stall');
  });

  it('has nothing behind its end', () => {
    const { pipe } = pipeWith(bytes(4));
    pipe.setup(setupOf({ ...READ, length: 100 }));
    pipe.in();
    expect(pipe.in()).toBe('stall');
  });
});

describe('a data stage from the host', () => {
  it('reaches the device when all that was announced is there', () => {
    const { pipe, asked, finished } = pipeWith('ack');
    pipe.setup(setupOf({ request: 9, length: 70 }));
    expect(pipe.out(bytes(64))).toBe('ack');
    expect(asked).toEqual([]);
    expect(pipe.out(bytes(6))).toBe('ack');
    expect(asked).toEqual([{ request: 9, data: Uint8Array.from([...bytes(64), ...bytes(6)]) }]);
    expect(finished).toEqual([]);
    expect(pipe.in()).toEqual(bytes(0));
    expect(finished).toEqual([9]);
  });

  it('ends early with a short packet', () => {
    const { pipe, asked } = pipeWith('ack');
    pipe.setup(setupOf({ request: 9, length: 70 }));
    pipe.out(bytes(5));
    expect(asked).toEqual([{ request: 9, data: bytes(5) }]);
  });

  it('ends early when the host asks for the status', () => {
    const { pipe, asked } = pipeWith('ack');
    pipe.setup(setupOf({ request: 9, length: 70 }));
    expect(pipe.in()).toEqual(bytes(0));
    expect(asked).toEqual([{ request: 9, data: bytes(0) }]);
  });

  it.each([
    ['more than was announced', 3, 4],
    ['a packet longer than those of endpoint 0', 200, 65],
  ])('stalls on %s', (_, announced, sent) => {
    const { pipe, asked } = pipeWith('ack');
    pipe.setup(setupOf({ request: 9, length: announced }));
    expect(pipe.out(bytes(sent))).toBe('stall');
    expect(pipe.in()).toBe('stall');
    expect(asked).toEqual([]);
  });

  it('stalls at once when nobody has memory for it', () => {
    const { pipe } = pipeWith('ack');
    pipe.setup(setupOf({ request: 9, length: 65_535 }));
    expect(pipe.out(bytes(64))).toBe('stall');
  });
});

describe('a request without data', () => {
  it('is finished by its status stage, not before', () => {
    const { pipe, finished } = pipeWith('ack');
    pipe.setup(setupOf({ request: 5 }));
    expect(finished).toEqual([]);
    expect(pipe.in()).toEqual(bytes(0));
    expect(finished).toEqual([5]);
  });
});

describe('SETUP', () => {
  it('begins anew, whatever was under way', () => {
    const { pipe, finished } = pipeWith(bytes(100));
    pipe.setup(setupOf({ ...READ, length: 100 }));
    pipe.in();
    pipe.setup(setupOf({ ...READ, length: 100 }));
    expect(pipe.in()).toEqual(bytes(64));
    expect(finished).toEqual([]);
  });

  it('ends a stall', () => {
    const { pipe } = pipeWith('stall');
    pipe.setup(setupOf({ ...READ, length: 8 }));
    expect([pipe.in(), pipe.in(), pipe.out(bytes(0))]).toEqual(['stall', 'stall', 'stall']);
    expect(pipe.setup(setupOf({ ...READ, length: 8 }))).toBe('ack');
  });

  it.each([0, 7, 9, 64])('of %i bytes is not heard', (length) => {
    const { pipe, asked } = pipeWith('ack');
    expect(pipe.setup(bytes(length))).toBe('none');
    expect(asked).toEqual([]);
  });
});

it('without a SETUP endpoint 0 stalls', () => {
  const { pipe } = pipeWith('ack');
  expect([pipe.in(), pipe.out(bytes(0))]).toEqual(['stall', 'stall']);
});
