import { UsbPort } from '@fobkit/firmware-sim/plug';
import { WireError } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';
import { Attachment, MOST_PENDING_BYTES } from '../../../../firmware-sim/plug/usbip/attachment.ts';
import { LONGEST_COMMAND, readUrbCommand } from '../../../../firmware-sim/plug/usbip/urb-codec.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { importRequest } from '../../../support/usb/usbip-client.ts';
import { DEVICE_ID_1_1, damagedSession, validSession } from './session-arbitrary.ts';
import { attach, serve, stranger } from './usbip-support.ts';

/** What a client is told, by seqnum; a seqnum told twice fails. */
class Told {
  readonly replies = new Map<number, { readonly status: number; readonly data: Uint8Array }>();
  /** Bytes behind an IN reply's header follow from the command, which is known by its seqnum. */
  readonly add = (bytes: Uint8Array): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const seqnum = view.getUint32(4);
    expect([3, 4]).toContain(view.getUint32(0));
    expect(this.replies.has(seqnum), `seqnum ${seqnum} is answered twice`).toBe(false);
    this.replies.set(seqnum, { status: view.getInt32(20), data: bytes.subarray(48) });
  };
}

/** One client from its import to its end, without sockets. */
function live(port: UsbPort, pieces: readonly Uint8Array[]): Told {
  const told = new Told();
  const attachment = new Attachment(port, DEVICE_ID_1_1, told.add);
  const inbox = new Inbox();
  try {
    for (const piece of pieces) {
      inbox.push(piece);
      for (;;) {
        const command = readUrbCommand(inbox);
        if (command === undefined) break;
        // Numbers that damage has made equal are none of a client's.
        if (told.replies.has(command.seqnum)) return told;
        attachment.take(command);
        expect(attachment.pending.bytes).toBeLessThanOrEqual(MOST_PENDING_BYTES);
      }
      expect(inbox.length).toBeLessThan(LONGEST_COMMAND);
    }
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
  } finally {
    attachment.end();
  }
  expect(attachment.pending).toEqual({ count: 0, bytes: 0 });
  return told;
}

function control(port: UsbPort, setup: readonly number[]): string {
  let ended = 'waiting';
  const urb = { endpoint: 0, setup: Uint8Array.from(setup), data: new Uint8Array(0), length: 255 };
  port.submit(urb, ({ status, data }) => (ended = `${status} ${data.length}`));
  return ended;
}

function expectUnharmed(port: UsbPort): void {
  const attachment = new Attachment(port, DEVICE_ID_1_1, () => undefined);
  expect(control(port, [0x80, 6, 0, 1, 0, 0, 18, 0])).toBe('ok 18');
  expect(control(port, [0x80, 8, 0, 0, 0, 0, 1, 0])).toBe('ok 1');
  expect(control(port, [0x00, 9, 1, 0, 0, 0, 0, 0])).toBe('ok 0');
  attachment.end();
  expect(port.pending).toBe(0);
}

function fobOnPort(): UsbPort {
  const port = new UsbPort(blankFob(), { unplugged: () => undefined });
  port.plugIn();
  return port;
}

describe('what clients send', () => {
  it('is never answered twice, and the fob is as before', () => {
    const port = fobOnPort();
    fc.assert(
      fc.property(validSession, (pieces) => {
        live(port, pieces);
        expectUnharmed(port);
      }),
      { numRuns: 400 },
    );
  });

  it('harms neither the fob nor the next client, whatever it is, and takes no more than it may', () => {
    const port = fobOnPort();
    fc.assert(
      fc.property(damagedSession, (pieces) => {
        live(port, pieces);
        expectUnharmed(port);
      }),
      { numRuns: 1000 },
    );
  });

  it('costs its connection at worst', async () => {
    const server = await serve();
    const plug = server.export(blankFob());
    await fc.assert(
      fc.asyncProperty(damagedSession, fc.boolean(), async (pieces, imports) => {
        const reader = await stranger(server);
        if (imports) reader.socket.write(importRequest('1-1'));
        for (const piece of pieces) reader.socket.write(piece);
        reader.socket.end();
        await reader.closed;
        const host = await attach(server);
        expect((await host.control([0x80, 6, 0, 1, 0, 0, 18, 0])).data).toHaveLength(18);
        expect(plug.pending.count).toBe(0);
        host.close();
      }),
      { numRuns: 150 },
    );
  });
});
