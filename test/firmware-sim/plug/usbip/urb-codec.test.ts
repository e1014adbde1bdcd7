import { fromHex, toHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';
import {
  encodeSubmitReply,
  encodeUnlinkReply,
  readUrbCommand,
} from '../../../../firmware-sim/plug/usbip/urb-codec.ts';

/** Words of eight digits as the protocol text prints them. */
function words(text: string): Uint8Array {
  return fromHex(text.replace(/\s/g, ''));
}

function read(bytes: Uint8Array): ReturnType<typeof readUrbCommand> {
  const inbox = new Inbox();
  inbox.push(bytes);
  const command = readUrbCommand(inbox);
  if (command !== undefined) expect(inbox.length).toBe(0);
  return command;
}

// The example at the end of usbip_protocol.rst.
const INTERRUPT_IN = words(`00000001 00000d05 0001000f 00000001 00000001 00000200
  00000040 ffffffff 00000000 00000004 00000000 00000000`);
const INTERRUPT_OUT = words(`00000001 00000d06 0001000f 00000000 00000001 00000000
  00000040 ffffffff 00000000 00000004 00000000 00000000
  ffffffff860008a784ce5ae212376300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000`);
const REPLY_OUT = `00000003 00000d06 00000000 00000000 00000000 00000000
  00000040 ffffffff 00000000 00000000 00000000 00000000`;
const REPLY_IN = `00000003 00000d05 00000000 00000000 00000000 00000000
  00000040 ffffffff 00000000 00000000 00000000 00000000
  ffffffff860011a784ce5ae2123763612891b1020100000400000000000000000000000000000000000000000000000000000000000000000000000000000000`;

describe('readUrbCommand', () => {
  it('reads the interrupt IN of the protocol text', () => {
    expect(read(INTERRUPT_IN)).toEqual({
      kind: 'submit',
      seqnum: 0xd05,
      deviceId: 0x0001000f,
      direction: 'in',
      endpoint: 1,
      flags: 0x200,
      length: 64,
      isochronous: false,
      startFrame: 0xffffffff,
      packetCount: 0,
      setup: new Uint8Array(8),
      data: new Uint8Array(0),
    });
  });

  it('reads the interrupt OUT of the protocol text with its 64 bytes', () => {
    const command = read(INTERRUPT_OUT);
    expect(command).toMatchObject({ kind: 'submit', seqnum: 0xd06, direction: 'out', endpoint: 1 });
    if (command?.kind !== 'submit') throw new Error('not a submit');
    expect(command.data).toEqual(INTERRUPT_OUT.slice(48));
  });

  it('keeps the SETUP packet as it stands, in the order of USB', () => {
    const command = read(
      words(`00000001 00000001 00010002 00000001 00000000 00000200
        00000012 00000000 ffffffff 00000000 80060001 00001200`),
    );
    if (command?.kind !== 'submit') throw new Error('not a submit');
    expect(toHex(command.setup)).toBe('8006000100001200');
  });

  it('takes 0xffffffff packets, as the text says, for a transfer that is not isochronous', () => {
    const bytes = INTERRUPT_IN.slice();
    bytes.fill(0xff, 32, 36);
    expect(read(bytes)).toMatchObject({ isochronous: false, packetCount: 0xffffffff });
  });

  it('reads an isochronous transfer with the descriptors of its packets behind it', () => {
    const head = INTERRUPT_IN.slice();
    head.set([0, 0, 0, 2], 32);
    const bytes = Uint8Array.from([...head, ...new Uint8Array(32)]);
    expect(read(bytes)).toMatchObject({ isochronous: true, packetCount: 2 });
  });

  it('reads an unlink', () => {
    const bytes = words(`00000002 00000d07 0001000f 00000000 00000000 00000d05
      00000000 00000000 00000000 00000000 00000000 00000000`);
    expect(read(bytes)).toEqual({
      kind: 'unlink',
      seqnum: 0xd07,
      deviceId: 0x0001000f,
      target: 0xd05,
    });
  });

  it('waits for the rest of a command, however it is cut', () => {
    for (let cut = 0; cut < INTERRUPT_OUT.length; cut++) {
      const inbox = new Inbox();
      inbox.push(INTERRUPT_OUT.subarray(0, cut));
      expect(readUrbCommand(inbox)).toBeUndefined();
      inbox.push(INTERRUPT_OUT.subarray(cut));
      expect(readUrbCommand(inbox)).toMatchObject({ seqnum: 0xd06 });
    }
  });

  it.each([
    ['a command that is none', 0, [0, 0, 0, 5]],
    ['an operation in its place', 0, [0x01, 0x11, 0x80, 0x03]],
    ['a direction that is none', 12, [0, 0, 0, 2]],
    ['a length of 4 GiB', 24, [0xff, 0xff, 0xff, 0xff]],
    ['a negative length', 24, [0x80, 0, 0, 0]],
    ['a length above 1 MiB', 24, [0, 0x10, 0, 1]],
    ['2³¹ isochronous packets', 32, [0x80, 0, 0, 0]],
    ['more isochronous packets than Linux has', 32, [0, 0, 4, 1]],
  ])('refuses %s by the header alone', (_, at, patch) => {
    const bytes = INTERRUPT_OUT.slice(0, 48);
    bytes.set(patch, at);
    expect(() => read(bytes)).toThrow(expect.objectContaining({ name: 'WireError' }));
  });
});

describe('encodeSubmitReply', () => {
  it('writes the replies of the protocol text', () => {
    const out = encodeSubmitReply({
      seqnum: 0xd06,
      status: 0,
      actualLength: 64,
      startFrame: 0xffffffff,
      packetCount: 0,
      data: new Uint8Array(0),
    });
    expect(out).toEqual(words(REPLY_OUT));
    const reply = words(REPLY_IN);
    const data = reply.slice(48);
    expect(
      encodeSubmitReply({
        seqnum: 0xd05,
        status: 0,
        actualLength: 64,
        startFrame: 0xffffffff,
        packetCount: 0,
        data,
      }),
    ).toEqual(reply);
  });

  it('writes an error number as a negative word', () => {
    const bytes = encodeSubmitReply({
      seqnum: 7,
      status: -32,
      actualLength: 0,
      startFrame: 0,
      packetCount: 0,
      data: new Uint8Array(0),
    });
    expect(toHex(bytes.subarray(20, 24))).toBe('ffffffe0');
  });
});

describe('encodeUnlinkReply', () => {
  it('is 48 bytes with the status behind the basic header', () => {
    expect(encodeUnlinkReply(0xd07, -104)).toEqual(
      words(`00000004 00000d07 00000000 00000000 00000000 ffffff98
        00000000 00000000 00000000 00000000 00000000 00000000`),
    );
  });
});
