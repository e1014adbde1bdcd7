import { encodeSerialFrame, getStatus, PROTOCOL_VERSION, requestEnvelope } from '@fobkit/protocol';
import { blankFob, profileNamed } from './fobs.ts';

/** A number that no command has. */
const NO_COMMAND = 9999;
const SEED = 40;

function request(n: number, command: number, payload: Uint8Array): Uint8Array {
  const tag = new Uint8Array(8);
  new DataView(tag.buffer).setUint32(0, n);
  return requestEnvelope.encode({ version: PROTOCOL_VERSION, command, tag, payload });
}

/** A request of the smallest kind, each time another. */
export function statusRequest(n: number): Uint8Array {
  return request(n, getStatus.code, getStatus.request.encode({}));
}

/** The same in a serial frame. */
export function statusFrame(n: number): Uint8Array {
  return encodeSerialFrame(statusRequest(n));
}

/** A message of about the largest size, whose command nobody knows; its last packet is short. */
export function bigFrame(n: number): Uint8Array {
  return encodeSerialFrame(request(n, NO_COMMAND, new Uint8Array(960).fill(0x5a)));
}

/** What a fob answers to a big frame. */
export function bigAnswer(): Uint8Array {
  const fob = blankFob(profileNamed('generic'), SEED);
  const wire = fob.plugIn();
  const chunks: Uint8Array[] = [];
  wire.onBytes((bytes) => chunks.push(bytes));
  wire.write(bigFrame(1));
  return Buffer.concat(chunks);
}
