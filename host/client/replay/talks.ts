import {
  decodeSerialPacket,
  decodeUsbmonPacket,
  FOB_USB,
  LinkType,
  type ReadCapture,
  type ReadInterface,
  type ReadPacket,
  type UrbRecord,
} from '@fobkit/protocol';
import { ReportSteps } from './report-steps.ts';
import { type StreamPiece, StreamSteps } from './stream-steps.ts';
import type { CapturePlace, Talk } from './talk.ts';

type TimedStep = Talk['steps'][number];

/**
 * What was said in a capture, link by link: each interface of serial packets is one, and of each
 * device of USB packets HID, the serial port and WebUSB. Links without a single message are left
 * out.
 *
 * @throws CaptureError when a packet is not what its link type says.
 */
export function talksOf(capture: ReadCapture): readonly Talk[] {
  const talks = new Map<string, OpenTalk>();
  const talk = (key: string, make: () => OpenTalk): OpenTalk => {
    const found = talks.get(key) ?? make();
    talks.set(key, found);
    return found;
  };
  capture.packets.forEach((packet, i) => {
    const { from, dataOffset: offset, unixMicros } = packet;
    const place = { packet: i + 1, offset, unixMicros };
    if (from.linkType === LinkType.RtacSerial) {
      talk(String(from.index), () => new OpenTalk(nameOf(from))).serial(packet, place);
      return;
    }
    const urb = urbOf(packet);
    if (urb === undefined) return;
    for (const [name, pipes] of FUNCTIONS) {
      if (urb.endpoint !== pipes.in && urb.endpoint !== pipes.out) continue;
      const device = `${String(urb.bus)}.${String(urb.device)}`;
      const key = `${String(from.index)} ${device} ${name}`;
      talk(key, () => new OpenTalk(`${nameOf(from)}, ${name} of ${device}`)).urb(urb, place);
    }
  });
  return [...talks.values()].map((one) => one.finish()).filter(isSaid);
}

const FUNCTIONS = [
  ['HID', FOB_USB.hid],
  ['serial port', FOB_USB.cdc],
  ['WebUSB', FOB_USB.webusb],
] as const;

/** Noise alone may be of any device. */
function isSaid({ steps }: Talk): boolean {
  return steps.some(({ kind }) => kind === 'message');
}

function nameOf({ name, index }: ReadInterface): string {
  return name ?? `interface ${String(index)}`;
}

function urbOf({ from, data, dataOffset, littleEndian }: ReadPacket): UrbRecord | undefined {
  const { linkType } = from;
  const isUsb = linkType === LinkType.UsbLinuxMmapped || linkType === LinkType.UsbLinux;
  return isUsb
    ? decodeUsbmonPacket(data, { linkType, littleEndian, offset: dataOffset })
    : undefined;
}

/** Reads of a device that are given up: it was closed, or it left. */
const GONE: ReadonlySet<number> = new Set([-2, -108]);

type TimedPlace = CapturePlace & { readonly unixMicros: number };

/** A talk that is being read. */
class OpenTalk {
  readonly #name: string;
  readonly #steps: TimedStep[] = [];
  readonly #streams = {
    'to-fob': new StreamSteps('to-fob'),
    'to-host': new StreamSteps('to-host'),
  };
  readonly #reports = {
    'to-fob': new ReportSteps('to-fob'),
    'to-host': new ReportSteps('to-host'),
  };
  #last: TimedPlace = { packet: 0, offset: 0, unixMicros: 0 };

  constructor(name: string) {
    this.#name = name;
  }

  serial({ data, dataOffset }: ReadPacket, place: TimedPlace): void {
    this.#last = place;
    const record = decodeSerialPacket(data, dataOffset);
    if (record === undefined) return;
    if (record.kind === 'bytes') this.#add(this.#streams[record.direction].push(record.bytes));
    else this.#border(record.kind);
  }

  urb(urb: UrbRecord, place: TimedPlace): void {
    this.#last = place;
    const inward = urb.endpoint >= 0x80;
    const carries = urb.data.length > 0 && (urb.kind === 'submit') !== inward;
    if (inward && urb.kind !== 'submit' && GONE.has(urb.status)) this.#border('closed');
    if (!carries) return;
    const direction = inward ? 'to-host' : 'to-fob';
    if (urb.transfer !== 'interrupt') {
      this.#add(this.#streams[direction].push(urb.data));
      return;
    }
    const bytes = this.#reports[direction].push(urb.data);
    if (bytes !== undefined) this.#add([{ kind: 'message', direction, bytes }]);
  }

  finish(): Talk {
    this.#endAll();
    return { name: this.#name, steps: this.#steps };
  }

  #border(kind: 'opened' | 'closed'): void {
    this.#endAll();
    // A host has several reads under way, which all end.
    if (this.#steps.at(-1)?.kind !== kind) this.#steps.push({ kind, ...this.#last });
  }

  #endAll(): void {
    for (const stream of Object.values(this.#streams)) this.#add(stream.end());
    for (const reports of Object.values(this.#reports)) reports.end();
  }

  #add(pieces: readonly StreamPiece[]): void {
    for (const piece of pieces) this.#steps.push({ ...piece, ...this.#last });
  }
}
