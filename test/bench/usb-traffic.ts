import {
  encodeSerialFrame,
  getStatus,
  HidCommand,
  HidHost,
  PROTOCOL_VERSION,
  requestEnvelope,
} from '@fobkit/protocol';
import { blankFob, profileNamed } from './fobs.ts';

const SEED = 40;
const NONCE = new Uint8Array(8).fill(7);

/** A request of the smallest kind, each time another. */
export function statusRequest(n: number): Uint8Array {
  const tag = new Uint8Array(8);
  new DataView(tag.buffer).setUint32(0, n);
  const payload = getStatus.request.encode({});
  return requestEnvelope.encode({
    version: PROTOCOL_VERSION,
    command: getStatus.code,
    tag,
    payload,
  });
}

/** The longest frame but a little, so that its last packet is short; what is in it is no message. */
export function bigFrame(n: number): Uint8Array {
  const payload = new Uint8Array(1000).fill(0x5a);
  new DataView(payload.buffer).setUint32(0, n);
  return encodeSerialFrame(payload);
}

/** What a fob answers to them: reports to the first, bytes to the second. */
export function answersOfFob(): { readonly reports: Uint8Array; readonly bytes: Uint8Array } {
  const fob = blankFob(profileNamed('generic'), SEED);
  const cable = fob.plugInUsb();
  cable.setup(Uint8Array.of(0, 9, 1, 0, 0, 0, 0, 0));
  cable.in(0);
  const drain = (endpoint: number): Uint8Array => {
    const packets: Uint8Array[] = [];
    for (;;) {
      const packet = cable.in(endpoint);
      if (typeof packet === 'string') return Buffer.concat(packets);
      packets.push(packet);
    }
  };
  const hid = new HidHost();
  for (const report of hid.open(NONCE)) cable.out(1, report);
  hid.receive(Uint8Array.from(drain(1)));
  for (const report of hid.request(HidCommand.Message, statusRequest(1))) cable.out(1, report);
  const reports = drain(1);
  const frame = bigFrame(1);
  for (let at = 0; at < frame.length; at += 64) cable.out(3, frame.subarray(at, at + 64));
  return { reports, bytes: drain(3) };
}
