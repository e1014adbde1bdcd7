import { describe, expect, it } from 'vitest';
import { DataPipe } from '../../../../firmware-sim/hardware/usb/data-pipe.ts';

function pipe(): {
  pipe: DataPipe;
  sent: number[];
  ready: number[];
  toFob: number[];
  port: { full: boolean };
} {
  const [sent, ready, toFob]: number[][] = [[], [], []];
  const port = { full: false };
  const made = new DataPipe({ in: 0x83, out: 0x03 }, 64, {
    toFob: (bytes) => toFob?.push(bytes.length),
    hangUp: () => toFob?.push(-1),
  });
  made.connect({
    send: (_, packet) => sent?.push(packet.length),
    full: () => port.full,
    clear: () => undefined,
    ready: (address) => ready?.push(address),
  });
  return { pipe: made, sent: sent ?? [], ready: ready ?? [], toFob: toFob ?? [], port };
}

describe('what the fob sends', () => {
  it.each([
    [1, [1]],
    [64, [64, 0]],
    [65, [64, 1]],
    [128, [64, 64, 0]],
    [0, []],
  ])(
    '[USB-24] %i bytes of a stream go in packets %j, of which the last is short',
    (length, packets) => {
      const { pipe: made, sent } = pipe();
      made.send(new Uint8Array(length), true);
      expect(sent).toEqual(packets);
    },
  );

  it('reports have no empty packet behind them', () => {
    const { pipe: made, sent } = pipe();
    made.send(new Uint8Array(128), false);
    expect(sent).toEqual([64, 64]);
  });
});

describe('what the host sends', () => {
  it('waits while the host does not read, and is asked for when it has read', () => {
    const { pipe: made, ready, toFob, port } = pipe();
    port.full = true;
    expect(made.out(new Uint8Array(5))).toBe(false);
    made.taken();
    expect([ready, toFob]).toEqual([[], []]);
    port.full = false;
    made.taken();
    made.taken();
    expect(ready).toEqual([0x03]);
    expect(made.out(new Uint8Array(5))).toBe(true);
    expect(toFob).toEqual([5]);
  });

  it('an empty packet brings nothing', () => {
    const { pipe: made, toFob } = pipe();
    expect(made.out(new Uint8Array(0))).toBe(true);
    expect(toFob).toEqual([]);
  });

  it('may come again when the host has let go', () => {
    const { pipe: made, ready, toFob, port } = pipe();
    port.full = true;
    made.out(new Uint8Array(5));
    made.drop();
    expect([ready, toFob]).toEqual([[0x03], [-1]]);
  });
});
