import {
  CaptureWriter,
  encodeSerialFrame,
  LinkType,
  type ReadCapture,
  readPcapng,
  Redactor,
  SerialRecorder,
} from '@fobkit/protocol';
import type { Talk } from '../../../../host/client/replay/talk.ts';
import { talksOf } from '../../../../host/client/replay/talks.ts';
import { framesOf } from '../../../support/doc-frames.ts';

const pages = ['03-messages.md', '06-commands.md'].map(framesOf);

/** A worked example of the pages on messages and commands. */
export function worked(name: string): Uint8Array {
  const found = pages.map((page) => page.get(name)).find((frame) => frame !== undefined);
  if (found === undefined) throw new Error(`no frame ${name}`);
  return Uint8Array.from(found);
}

/** `>` to the fob, `<` to the host; a message, or bytes as they stand on the wire. */
export type Said = readonly ['>' | '<', Uint8Array | { readonly raw: Uint8Array }];

/** A capture of a serial link; `purpose` undefined masks. A packet each 1000 µs. */
export function serialCapture(
  said: readonly Said[],
  purpose: 'test' | 'production' = 'test',
): ReadCapture {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const sink = writer.add({ linkType: LinkType.RtacSerial, name: 'serial:test' });
  const recorder = new SerialRecorder(sink, new Redactor(() => purpose));
  recorder.opened(0);
  said.forEach(([direction, what], i) => {
    const bytes = 'raw' in what ? what.raw : encodeSerialFrame(what);
    recorder.bytes(direction === '>' ? 'to-fob' : 'to-host', bytes, (i + 1) * 1000);
  });
  recorder.closed('closed', (said.length + 1) * 1000);
  return readPcapng(Uint8Array.from(blocks.flatMap((block) => [...block])));
}

/** The only talk of a capture. */
export function talkOf(capture: ReadCapture): Talk {
  const [talk, ...others] = talksOf(capture);
  if (talk === undefined || others.length > 0) throw new Error('not one talk');
  return talk;
}

export function serialTalk(said: readonly Said[], purpose?: 'test' | 'production'): Talk {
  return talkOf(serialCapture(said, purpose));
}

/** The message with one byte of it another. */
export function changed(message: Uint8Array, at: number, byte: number): Uint8Array {
  const copy = Uint8Array.from(message);
  copy[at] = byte;
  return copy;
}

/** With another tag, as another run of a host has it. */
export function retagged(message: Uint8Array, tag = 0x77): Uint8Array {
  const copy = Uint8Array.from(message);
  const at = copy.findIndex((byte, i) => byte === 0x02 && copy[i + 1] === 0x48) + 2;
  copy.fill(tag, at, at + 8);
  return copy;
}
