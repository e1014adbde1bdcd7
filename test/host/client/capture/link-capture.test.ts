import { encodeSerialFrame, fragmentHid, HidCommand, LinkType } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { LinkCapture } from '../../../../host/client/capture/link-capture.ts';
import type { Connection, Link } from '../../../../host/client/link.ts';
import { worked } from '../replay/talk-support.ts';
import { type FarEnd, MemoryLink } from '../support/memory-link.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { Tape } from './tape.ts';

const UNIX_MICROS = 1_800_000_000_000_000;
const bytes = Uint8Array.of(0x41, 0);

let tape: Tape;
let clock: SimulatedClock;
let capture: LinkCapture;
let far: FarEnd | undefined;

function memory(url?: string, framing?: 'serial' | 'hid'): MemoryLink {
  return new MemoryLink(
    (end) => {
      far = end;
    },
    url,
    framing,
  );
}

async function opened(link: Link): Promise<{ connection: Connection; end: FarEnd }> {
  const connection = await capture.of(link).open();
  if (far === undefined) throw new Error('nobody opened it');
  return { connection, end: far };
}

beforeEach(() => {
  tape = new Tape();
  clock = new SimulatedClock();
  capture = new LinkCapture({ write: tape.write, clock, application: 'fobkit test' });
});

describe('a captured link', () => {
  it('behaves as the link does', async () => {
    const { connection, end } = await opened(memory());
    const [got, sent]: Uint8Array[][] = [[], []];
    connection.onBytes((chunk) => got?.push(chunk));
    end.fromHost.add((chunk) => sent?.push(chunk));
    await connection.write(bytes);
    end.send(bytes);
    await clock.advance(0);
    expect([got, sent]).toEqual([[bytes], [bytes]]);
    expect(await connection.isGone?.()).toBe(false);
    end.vanish();
    expect(await connection.isGone?.()).toBe(true);
    end.unplug();
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    await expect(connection.write(bytes)).rejects.toThrow('closed');
  });

  it('is captured from its opening to its end, dated by the host’s clock', async () => {
    const { connection, end } = await opened(memory('serial:/dev/ttyACM0'));
    await clock.advance(1.5);
    await connection.write(bytes);
    await clock.advance(2);
    end.send(bytes);
    await clock.advance(1);
    await connection.close();
    await clock.advance(0);
    expect(tape.serial).toEqual([
      { kind: 'opened' },
      { kind: 'bytes', direction: 'to-fob', bytes },
      { kind: 'bytes', direction: 'to-host', bytes: Uint8Array.of(0x2a, 0) },
      { kind: 'closed' },
    ]);
    const { interfaces, packets } = tape.capture;
    expect(interfaces).toEqual([
      {
        index: 0,
        linkType: LinkType.RtacSerial,
        name: 'serial:/dev/ttyACM0',
        description: 'fobkit: serial frames, TX is the host',
      },
    ]);
    expect(packets.map(({ unixMicros }) => unixMicros - UNIX_MICROS)).toEqual([
      0, 1500, 3500, 4500,
    ]);
  });

  it('tells that it was lost', async () => {
    const { end } = await opened(memory());
    end.unplug();
    await clock.advance(0);
    expect(tape.capture.packets.map(({ comment }) => comment)).toEqual(['opened', 'lost']);
  });

  it('has one interface, however often it is opened', async () => {
    const link = capture.of(memory());
    await (await link.open()).close();
    await (await link.open()).close();
    await clock.advance(0);
    expect(tape.capture.interfaces).toHaveLength(1);
    expect(tape.serial.map((one) => one?.kind)).toEqual(['opened', 'closed', 'opened', 'closed']);
  });

  it('has an interface of its own beside another', async () => {
    await opened(memory('tcp:a:1'));
    await opened(memory('tcp:b:2'));
    expect(tape.capture.interfaces.map(({ name }) => name)).toEqual(['tcp:a:1', 'tcp:b:2']);
    expect(tape.capture.packets.map(({ from }) => from.index)).toEqual([0, 1]);
  });

  it.each([
    ['hid:/dev/hidraw0', 'hid', 'interrupt', 0x01],
    ['usb:0102030405060708', 'serial', 'bulk', 0x04],
  ] as const)('%s is written as USB', async (url, framing, transfer, endpoint) => {
    const [report] = fragmentHid(1, HidCommand.Ping, bytes);
    const { connection } = await opened(memory(url, framing));
    const sent = framing === 'hid' && report !== undefined ? report : bytes;
    await connection.write(sent);
    expect(tape.capture.interfaces[0]?.linkType).toBe(LinkType.UsbLinuxMmapped);
    expect(tape.urbs.find(({ transfer }) => transfer !== 'control')).toMatchObject({
      transfer,
      endpoint,
      data: sent,
    });
  });

  it('by USB has an address of its own in the capture', async () => {
    await opened(memory('hid:a', 'hid'));
    await opened(memory('hid:b', 'hid'));
    expect([...new Set(tape.urbs.map(({ device }) => device))]).toEqual([1, 2]);
  });

  describe('of a fob that is loaded by another link', () => {
    const code = '287082';
    const sealed = Uint8Array.of(
      ...[0xa4, 0, 1, 1, 0x11, 2, 0x48, 1, 2, 3, 4, 5, 6, 7, 8, 3, 0x55, 0xa2, 1, 0, 2, 0x50],
      ...Array<number>(16).fill(9),
    );

    /** A link to the test fob of page 6, asked what it is; `id` is the last byte of its number. */
    async function asked(
      url: string,
      id: number,
    ): Promise<{ connection: Connection; end: FarEnd }> {
      const { connection, end } = await opened(memory(url));
      const reply = worked('get-info-reply');
      const at = reply.findIndex((_, i) => reply[i] === 2 && reply[i + 1] === 0x48 && i > 20);
      reply[at + 9] = id;
      await connection.write(encodeSerialFrame(worked('get-info-request')));
      end.send(encodeSerialFrame(reply));
      await clock.advance(0);
      return { connection, end };
    }

    function told(link: number): string {
      const data = tape.capture.packets.flatMap(({ from, data }) =>
        from.index === link ? [...data] : [],
      );
      return String.fromCharCode(...data);
    }

    it('masks its codes too, and not those of other fobs', async () => {
      const here = await asked('tcp:a:1', 1);
      const elsewhere = await asked('tcp:b:1', 2);
      const again = await asked('tcp:a:2', 1);
      await again.connection.write(encodeSerialFrame(sealed));
      here.end.send(encodeSerialFrame(worked('read-code-reply')));
      elsewhere.end.send(encodeSerialFrame(worked('read-code-reply')));
      await clock.advance(0);
      expect(told(0)).toContain('******');
      expect(told(0)).not.toContain(code);
      expect(told(1)).toContain(code);
    });

    it('masks the codes of all when it is not known which fob is loaded', async () => {
      const here = await asked('tcp:a:1', 1);
      const { connection } = await opened(memory('tcp:c:1'));
      await connection.write(encodeSerialFrame(sealed));
      here.end.send(encodeSerialFrame(worked('read-code-reply')));
      await clock.advance(0);
      expect(told(0)).toContain('******');
      expect(told(0)).not.toContain(code);
    });
  });

  it('is not captured when it does not open', async () => {
    const link = memory();
    link.present = false;
    await expect(capture.of(link).open()).rejects.toThrow('no such port');
    expect(tape.capture.packets).toEqual([]);
  });

  it('never goes back in time when somebody sets the clock of the machine back', async () => {
    const machine = { now: () => clock.now(), unixMs: () => 1_800_000_000_000 - clock.now() * 2 };
    const steady = new LinkCapture({
      write: tape.write,
      clock: { ...machine, after: () => () => undefined },
      application: 'test',
    });
    const connection = await steady.of(memory()).open();
    await clock.advance(5);
    await connection.write(bytes);
    const [first, second] = tape.capture.packets.map(({ unixMicros }) => unixMicros);
    expect((second ?? 0) - (first ?? 0)).toBe(5000);
  });
});
