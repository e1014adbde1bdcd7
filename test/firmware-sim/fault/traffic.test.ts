import {
  encodeSerialFrame,
  getInfo,
  getStatus,
  requestEnvelope,
  SerialFrameParser,
  type SerialEvent,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { Fob } from '../../../firmware-sim/fob/fob.ts';
import type { WireEnd } from '../../../firmware-sim/fob/wire.ts';
import { blankFob, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, watch } from './fault-support.ts';

const REQUEST = encodeSerialFrame(
  requestEnvelope.encode({
    version: 1,
    command: getInfo.code,
    tag: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    payload: getInfo.request.encode({}),
  }),
);

/** A host that keeps every byte that comes, and what its parser makes of them. */
class Line {
  readonly fob: Fob = blankFob();
  readonly wire: WireEnd = this.fob.plugIn();
  readonly parser = new SerialFrameParser();
  readonly events: SerialEvent[] = [];
  bytes: number[] = [];

  constructor() {
    this.wire.onBytes((bytes) => {
      this.bytes.push(...bytes);
      this.events.push(...this.parser.push(bytes));
    });
  }

  /** What comes back for one request: the kinds of the parser's events. */
  ask(request: Uint8Array = REQUEST): string[] {
    this.events.length = 0;
    this.bytes = [];
    this.wire.write(request);
    return this.events.map((event) => (event.type === 'frame' ? 'frame' : event.reason));
  }
}

/** The bytes of the reply of a sound fob. */
function soundReply(): number[] {
  const line = new Line();
  line.ask();
  return line.bytes;
}

describe('wire', () => {
  it('drop: the n-th byte is missing, and only that one', () => {
    const line = new Line();
    const id = arm(line.fob, 'wire.drop to-host', { onNth: 'byte:17' });
    line.ask();
    const sound = soundReply();
    expect(line.bytes).toEqual([...sound.slice(0, 16), ...sound.slice(17)]);
    expect(line.events.map(({ type }) => type)).toEqual(['dropped']);
    expect(evidence(line.fob, id)).toEqual({
      state: 'over',
      firedCount: 1,
      evidence: '1 byte to-host dropped, at 2025-06-15T15:06:40Z',
    });
    expect(line.ask()).toEqual(['frame']);
  });

  it('drop without a trigger takes everything of its direction until it is lifted', () => {
    const line = new Line();
    const id = arm(line.fob, 'wire.drop to-fob');
    expect(line.ask()).toEqual([]);
    expect(evidence(line.fob, id)).toMatchObject({ state: 'acting', firedCount: REQUEST.length });
    line.fob.faults.clear(id);
    expect(line.ask()).toEqual(['frame']);
  });

  it('corrupt: bytes come as others, drawn from the seed', () => {
    const drawn = ['7', '7', '8'].map((seed) => {
      const line = new Line();
      arm(line.fob, 'wire.corrupt to-host', { chance: '0.1', seed });
      line.ask();
      return line.bytes.join();
    });
    expect(drawn[0]).toBe(drawn[1]);
    expect(drawn[0]).not.toBe(drawn[2]);
    expect(drawn[0]).not.toBe(soundReply().join());
  });

  it('duplicate: a byte comes twice, and the frame does not count', () => {
    const line = new Line();
    arm(line.fob, 'wire.duplicate', { onNth: 'byte.to-host:3' });
    expect(line.ask()).not.toContain('frame');
    const sound = soundReply();
    expect(line.bytes).toEqual([...sound.slice(0, 3), ...sound.slice(2)]);
  });

  it('delay: bytes come late, in their order, and what follows them waits', () => {
    const line = new Line();
    const id = arm(line.fob, 'wire.delay 50 to-host', { for: 'frame.to-host:1' });
    expect(line.ask()).toEqual([]);
    expect(evidence(line.fob, id).state).toBe('over');
    line.wire.write(
      encodeSerialFrame(
        requestEnvelope.encode({
          version: 1,
          command: getStatus.code,
          tag: new Uint8Array(8),
          payload: getStatus.request.encode({}),
        }),
      ),
    );
    expect(line.events).toEqual([]);
    line.fob.advance(Math.round(0.05 * TICKS) - 1);
    expect(line.events).toEqual([]);
    line.fob.advance(1);
    expect(line.events.map(({ type }) => type)).toEqual(['frame', 'frame']);
    expect(line.bytes.slice(0, soundReply().length)).toEqual(soundReply());
    line.fob.advance(1);
    expect(line.ask()).toEqual(['frame']);
  });

  it('truncate: of each write only the first n bytes get through', () => {
    const line = new Line();
    const id = arm(line.fob, 'wire.truncate 10 to-host');
    expect(line.ask()).toEqual([]);
    expect(line.bytes).toEqual(soundReply().slice(0, 10));
    line.fob.faults.clear(id);
    expect(line.ask()).not.toContain('frame');
    expect(line.ask()).toEqual(['frame']);
  });

  it('truncate at a byte: from there on n bytes', () => {
    const line = new Line();
    arm(line.fob, 'wire.truncate 3 to-host', { onNth: '17' });
    line.ask();
    expect(line.bytes).toEqual(soundReply().slice(0, 19));
  });
});

describe('frame', () => {
  it('drop: the n-th frame does not come, the others do', () => {
    const line = new Line();
    const id = arm(line.fob, 'frame.drop to-host', { onNth: '2' });
    expect([line.ask(), line.ask(), line.ask()]).toEqual([['frame'], [], ['frame']]);
    expect(evidence(line.fob, id).evidence).toMatch(/^1 frame to-host dropped, at /);
  });

  it('drop for three frames takes three', () => {
    const line = new Line();
    arm(line.fob, 'frame.drop to-fob', { onNth: '2', for: 'frame:3' });
    const answers = Array.from({ length: 6 }, () => line.ask().length);
    expect(answers).toEqual([1, 0, 0, 0, 1, 1]);
  });

  it('corrupt: the checksum, or COBS, does not hold, and the next frame is found', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const line = new Line();
      arm(line.fob, 'frame.corrupt to-host', { onNth: '1', seed: String(seed) });
      expect(line.ask()).toHaveLength(1);
      expect(line.events[0]?.type).toBe('dropped');
      expect(line.ask()).toEqual(['frame']);
    }
  });

  it('duplicate: a request that comes twice gets two answers, and is done once', () => {
    const line = new Line();
    arm(line.fob, 'frame.duplicate to-fob', { onNth: '1' });
    expect(line.ask()).toEqual(['frame', 'frame']);
    expect(line.ask()).toEqual(['frame']);
  });

  it('delay: one frame comes late', () => {
    const line = new Line();
    arm(line.fob, 'frame.delay 1500 to-fob', { onNth: '1' });
    expect(line.ask()).toEqual([]);
    line.fob.advance(1.5 * TICKS);
    expect(line.events.map(({ type }) => type)).toEqual(['frame']);
  });

  it('truncate: the first n bytes and the end mark come', () => {
    const line = new Line();
    const id = arm(line.fob, 'frame.truncate 8 to-host');
    expect(line.ask()).toHaveLength(1);
    expect(line.bytes).toEqual([0, ...soundReply().slice(1, 9), 0]);
    line.fob.faults.clear(id);
    expect(line.ask()).toEqual(['frame']);
  });

  it('is found in bytes that come one by one, and others pass unharmed', () => {
    const line = new Line();
    arm(line.fob, 'frame.drop to-fob', { onNth: '2' });
    for (const byte of REQUEST) line.wire.write(Uint8Array.of(byte));
    expect(line.events.map(({ type }) => type)).toEqual(['frame']);
    for (const byte of REQUEST) line.wire.write(Uint8Array.of(byte));
    expect(line.events).toHaveLength(1);
  });

  it('lifted in the middle of a frame lets its beginning through', () => {
    const line = new Line();
    const id = arm(line.fob, 'frame.drop to-fob');
    line.wire.write(REQUEST.subarray(0, 9));
    line.fob.faults.clear(id);
    line.wire.write(REQUEST.subarray(9));
    expect(line.events.map(({ type }) => type)).toEqual(['frame']);
  });
});

describe('link.unplug', () => {
  it('in mid-message: the fob gets the bytes up to there, and the wire is gone', () => {
    const line = new Line();
    const seen = watch(line.fob);
    let pulled = 0;
    line.wire.onUnplugged(() => pulled++);
    const id = arm(line.fob, 'link.unplug 5', { onNth: 'byte:17' });
    expect(line.ask()).toEqual([]);
    expect([pulled, line.wire.plugged]).toEqual([1, false]);
    expect(evidence(line.fob, id)).toMatchObject({ state: 'acting', firedCount: 1 });

    line.fob.advance(5 * TICKS - 1);
    expect(seen).not.toContainEqual({ kind: 'replugged' });
    line.fob.advance(1);
    expect(seen).toContainEqual({ kind: 'replugged' });
    expect(evidence(line.fob, id).evidence).toBe(
      'pulled off its wires from 2025-06-15T15:06:40Z until 2025-06-15T15:06:45Z',
    );
    const again = new SerialFrameParser();
    const wire = line.fob.plugIn();
    const events: SerialEvent[] = [];
    wire.onBytes((bytes) => events.push(...again.push(bytes)));
    wire.write(REQUEST);
    expect(events.map(({ type }) => type)).toEqual(['frame']);
  });

  it('in the middle of a reply: the host gets its beginning', () => {
    const line = new Line();
    arm(line.fob, 'link.unplug', { onNth: 'byte.to-host:20' });
    line.ask();
    expect(line.bytes).toEqual(soundReply().slice(0, 20));
    expect(line.wire.plugged).toBe(false);
  });

  it('pulls a fob that is deaf, as soon as time passes', () => {
    const line = new Line();
    arm(line.fob, 'cpu.hang');
    arm(line.fob, 'link.unplug', { onNth: 'byte:5' });
    line.ask();
    line.fob.advance(1);
    expect(line.wire.plugged).toBe(false);
  });

  it('with no wire to pull has never fired', () => {
    const fob = blankFob();
    const id = arm(fob, 'link.unplug');
    expect(evidence(fob, id).state).toBe('never-fired');
  });
});

describe('two faults of traffic', () => {
  it('act one after the other, and each can be lifted', () => {
    const line = new Line();
    const first = arm(line.fob, 'frame.duplicate to-host');
    const second = arm(line.fob, 'frame.delay 100 to-host');
    expect(line.ask()).toEqual([]);
    line.fob.advance(TICKS);
    expect(line.events).toHaveLength(2);
    line.fob.faults.clear(first);
    expect(line.ask()).toEqual([]);
    line.fob.advance(TICKS);
    expect(line.events).toHaveLength(1);
    line.fob.faults.clear(second);
    expect(line.ask()).toEqual(['frame']);
  });
});
