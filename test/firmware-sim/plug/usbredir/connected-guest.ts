import { fields, type Packet, type RedirGuest } from '../../../support/usb/usbredir-guest.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { guestOf, openPlug } from './usbredir-support.ts';

/** Status bytes of the protocol text. */
export const [SUCCESS, CANCELLED, INVALID, IO_ERROR, STALL, , BABBLE] = [0, 1, 2, 3, 4, 5, 6];

export const GET_DEVICE = [0x80, 6, 0x0100, 0, 18] as const;

/** A guest that has heard of the device. */
export async function connected(): Promise<{ fob: FakeUsb; guest: RedirGuest }> {
  const fob = new FakeUsb();
  const guest = await guestOf(await openPlug(fob));
  await guest.device();
  fob.log.length = 0;
  return { fob, guest };
}

/** A usb_redir_bulk_packet; for IN, `length` is the room. */
export function bulk(endpoint: number, data: Uint8Array, length = data.length): Buffer {
  return fields(endpoint, 0, [2, length & 0xffff], [4, 0], [2, length >>> 16], data);
}

export function shown({ id, body }: Packet): {
  id: bigint;
  status: number;
  length: number;
  data: string;
} {
  const length = body.readUInt16LE(2) + body.readUInt16LE(8) * 0x1_0000;
  return { id, status: body.readUInt8(1), length, data: body.subarray(10).toString('hex') };
}

/** What goes with a packet that only asks. */
export const IN = new Uint8Array(0);
