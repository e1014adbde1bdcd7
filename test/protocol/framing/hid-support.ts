import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import type { HidDeviceOutput } from '../../../protocol/framing/hid-device.ts';
import { HidDevice } from '../../../protocol/framing/hid-device.ts';
import { parseHidReport } from '../../../protocol/framing/hid-report.ts';

export const FIRST = '2a000001';
export const SECOND = '2a000002';
export const ALL = 'ffffffff';
export const NONCE = 'a1a2a3a4a5a6a7a8';

/** A report of hex, filled with zeros to 64 bytes. */
export function report(...hex: string[]): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(fromHex(hex.join('').replaceAll(' ', '')));
  return bytes;
}

/** A fob's framing whose first channels, FIRST and SECOND, were given. */
export function openDevice(): HidDevice {
  const device = new HidDevice({ firmware: [1, 4, 7], firstCid: 0x2a00_0001 });
  device.receive(report(ALL, '86 0008', NONCE), 0);
  device.receive(report(ALL, '86 0008', NONCE), 0);
  return device;
}

/** Outputs in a short form: hex of a report without its last zeros, or the name of the output. */
export function brief(outputs: readonly HidDeviceOutput[]): string[] {
  return outputs.map((output) => {
    switch (output.type) {
      case 'report':
        return briefReport(output.report);
      case 'message':
        return `message ${String(output.transaction)} ${toHex(output.payload)}`;
      case 'wink':
        return 'wink';
      case 'cancel':
      case 'abort':
        return `${output.type} ${String(output.transaction)}`;
    }
  });
}

/** Channel, tag, length and payload of a single report, apart: `2a000001 bf 0001 06`. */
export function briefReport(bytes: Uint8Array): string {
  const packet = parseHidReport(bytes);
  if (packet === undefined) return `${String(bytes.length)} bytes`;
  const cid = toHex(bytes.subarray(0, 4));
  const tag = toHex(bytes.subarray(4, 5));
  if (packet.type === 'continuation') return `${cid} ${tag}`;
  const data = toHex(packet.data.subarray(0, packet.length));
  return `${cid} ${tag} ${toHex(bytes.subarray(5, 7))} ${data}`.trimEnd();
}
