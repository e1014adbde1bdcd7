import {
  CaptureWriter,
  encodeSerialFrame,
  fragmentHid,
  HidCommand,
  LinkType,
  Redactor,
  SerialRecorder,
  UsbLinkRecorder,
} from '@fobkit/protocol';
import { DISSECTOR } from '../../../support/dissector-tables.ts';
import { framesOf } from '../../../support/doc-frames.ts';
import { tshark, tsharkFields } from '../../../support/tshark.ts';

export const LUA = ['-X', `lua_script:${DISSECTOR}`];

export const START = 1_795_426_200_000_000;

const commands = framesOf('06-commands.md');

const messages = framesOf('03-messages.md');

export function frame(name: string): Uint8Array {
  const found = commands.get(name) ?? messages.get(name);
  if (found === undefined) throw new Error(`no frame ${name}`);
  return found;
}

export type Said = readonly ['>' | '<', Uint8Array];

/** A capture of a serial link on which that was said, by a fob for tests unless told. */
export function serial(said: readonly Said[], purpose: 'test' | 'production' = 'test'): Uint8Array {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const sink = writer.add({ linkType: LinkType.RtacSerial, description: 'fobkit: test' });
  const recorder = new SerialRecorder(sink, new Redactor(() => purpose));
  said.forEach(([direction, bytes], i) => {
    recorder.bytes(direction === '>' ? 'to-fob' : 'to-host', bytes, START + i);
  });
  return joined(...blocks);
}

/** A capture of a HID or WebUSB link on which that was said. */
export function usb(name: 'hid' | 'webusb', said: readonly Said[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const sink = writer.add({ linkType: LinkType.UsbLinuxMmapped });
  const recorder = new UsbLinkRecorder(sink, new Redactor(() => 'test'), {
    function: name,
    device: 1,
  });
  recorder.opened(START);
  for (const [direction, bytes] of said) {
    recorder.bytes(direction === '>' ? 'to-fob' : 'to-host', bytes, START);
  }
  return joined(...blocks);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function framed(name: string): Uint8Array {
  return encodeSerialFrame(frame(name));
}

export function reports(name: string, cid = 0x2a00_0001): Uint8Array[] {
  return fragmentHid(cid, HidCommand.Message, frame(name));
}

/** What a reader of the list of packets sees of each: on a second pass, as in Wireshark. */
export function infos(capture: Uint8Array, ...passes: readonly string[]): readonly string[] {
  const options = passes.length === 0 ? ['-2'] : passes;
  return tsharkFields(capture, ['_ws.col.Info'], ...LUA, ...options).map(([info = '']) =>
    info.trim(),
  );
}

/** The dissection, an item a line, without the file's own facts. */
export function details(capture: Uint8Array, ...options: readonly string[]): readonly string[] {
  const lines = tshark(capture, ...LUA, '-V', '-O', 'fobkit', ...options).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
