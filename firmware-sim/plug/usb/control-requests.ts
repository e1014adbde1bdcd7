import { encodeSetup, type SetupPacket, UsbRequest } from '@fobkit/protocol';
import { UsbTransferError } from './transfer-error.ts';
import type { Urb } from './urb.ts';
import type { UsbSteps } from './usb-steps.ts';

/** A SETUP packet but for what follows from the data stage. */
export type ControlRequest = Omit<SetupPacket, 'direction' | 'length'>;

const NONE: Uint8Array = new Uint8Array(0);

/** A control transfer to the host, of at most `length` bytes. */
export function controlIn(request: ControlRequest, length: number): Urb {
  const setup = encodeSetup({ ...request, direction: 'in', length });
  return { endpoint: 0, setup, data: NONE, length };
}

/** A control transfer to the fob, without a data stage when there are no bytes. */
export function controlOut(request: ControlRequest, data: Uint8Array = NONE): Urb {
  const setup = encodeSetup({ ...request, direction: 'out', length: data.length });
  return { endpoint: 0, setup, data, length: 0 };
}

/** One transfer that has to succeed; its bytes. `what` names it in the error. */
export function* required(what: string, urb: Urb): UsbSteps<Uint8Array> {
  const { status, data } = yield urb;
  if (status !== 'ok') throw new UsbTransferError(what, status);
  return data;
}

/** wValue, wIndex and wLength of a GET_DESCRIPTOR. */
export interface DescriptorWanted {
  readonly type: number;
  /** Which of them; 0 if absent. */
  readonly number?: number;
  /** The language of a string, the interface of a class descriptor; 0 if absent. */
  readonly index?: number;
  readonly recipient?: 'device' | 'interface';
  readonly length: number;
}

/** GET_DESCRIPTOR (USB 2.0 §9.4.3). */
export function getDescriptor(wanted: DescriptorWanted): Urb {
  const { type, number = 0, index = 0, recipient = 'device', length } = wanted;
  const value = (type << 8) | number;
  const request = UsbRequest.GetDescriptor;
  return controlIn({ type: 'standard', recipient, request, value, index }, length);
}

/** A standard request whose numbers say everything. */
export function standardOut(
  recipient: 'device' | 'interface' | 'endpoint',
  request: number,
  value: number,
  index = 0,
): Urb {
  return controlOut({ type: 'standard', recipient, request, value, index });
}
