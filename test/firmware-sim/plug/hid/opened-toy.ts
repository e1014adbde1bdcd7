import { FOB_USB } from '@fobkit/protocol';
import { FobHid, type FobHidDevice } from '@fobkit/firmware-sim/plug';
import { ToyUsb } from '../usb/support/toy-usb.ts';

export const path = '/dev/hidraw0';

export const { in: IN } = FOB_USB.hid;

/** INIT on the broadcast channel, behind the byte of no id. */
export const INIT = Buffer.concat([
  Buffer.from('00ffffffff860008a1a2a3a4a5a6a7a8', 'hex'),
  Buffer.alloc(49),
]);

export function rig(): { hid: FobHid; toy: ToyUsb; plug: ReturnType<FobHid['attach']> } {
  const hid = new FobHid();
  const toy = new ToyUsb();
  return { hid, toy, plug: hid.attach(path, toy) };
}

export async function opened(): Promise<ReturnType<typeof rig> & { device: FobHidDevice }> {
  const made = rig();
  return { ...made, device: await made.hid.HIDAsync.open(path) };
}

export const ofByte = (byte: number): Uint8Array => new Uint8Array(64).fill(byte);
