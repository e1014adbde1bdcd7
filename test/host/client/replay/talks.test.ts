import {
  CaptureWriter,
  encodeSerialFrame,
  encodeUsbmonPacket,
  fragmentHid,
  HidCommand,
  LinkType,
  readPcapng,
  Redactor,
  SerialRecorder,
  UsbLinkRecorder,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { talksOf } from '../../../../host/client/replay/talks.ts';
import { serialCapture, serialTalk, worked } from './talk-support.ts';

const request = worked('get-info-request');
const reply = worked('get-info-reply');

function captured(write: (writer: CaptureWriter) => void) {
  const blocks: Uint8Array[] = [];
  write(new CaptureWriter((block) => blocks.push(block), {}));
  return readPcapng(Uint8Array.from(blocks.flatMap((block) => [...block])));
}

describe('the talks of a capture', () => {
  it('are told message by message, with where each stands', () => {
    const { name, steps } = serialTalk([
      ['>', request],
      ['<', reply],
    ]);
    expect(name).toBe('serial:test');
    expect(steps.map(({ kind, packet }) => [kind, packet])).toEqual([
      ['opened', 1],
      ['message', 2],
      ['message', 3],
      ['closed', 4],
    ]);
    expect(steps[1]).toMatchObject({ direction: 'to-fob', bytes: request, unixMicros: 1000 });
    expect(steps[2]).toMatchObject({ direction: 'to-host', bytes: reply, unixMicros: 2000 });
  });

  it('tell where in the file a message is', () => {
    const capture = serialCapture([['>', request]]);
    const [talk] = talksOf(capture);
    expect(talk?.steps[1]?.offset).toBe(capture.packets[1]?.dataOffset);
  });

  it('have whole messages, however they are cut into packets', () => {
    const bytes = encodeSerialFrame(reply);
    const { steps } = serialTalk([
      ['<', { raw: bytes.subarray(0, 9) }],
      ['>', request],
      ['<', { raw: bytes.subarray(9) }],
    ]);
    expect(steps.flatMap((step) => (step.kind === 'message' ? [step.bytes] : []))).toEqual([
      request,
      reply,
    ]);
  });

  it('tell noise as it is, and pass over zeros between frames', () => {
    const noise = Uint8Array.of(9, 1, 0);
    const { steps } = serialTalk([
      ['>', { raw: Uint8Array.of(0, 0) }],
      ['>', request],
      ['<', { raw: noise }],
      ['<', { raw: Uint8Array.of(5, 5) }],
    ]);
    expect(steps.map((step) => ('bytes' in step ? [step.kind, step.bytes] : step.kind))).toEqual([
      'opened',
      ['message', request],
      ['noise', noise],
      ['noise', Uint8Array.of(5, 5)],
      'closed',
    ]);
  });

  it('are one for each link', () => {
    const capture = captured((writer) => {
      for (const name of ['tcp:a:1', 'tcp:b:2']) {
        const sink = writer.add({ linkType: LinkType.RtacSerial, name });
        new SerialRecorder(sink, new Redactor()).bytes('to-fob', encodeSerialFrame(request), 0);
      }
    });
    expect(talksOf(capture).map(({ name }) => name)).toEqual(['tcp:a:1', 'tcp:b:2']);
  });

  it('leave out links on which no message passed', () => {
    const capture = captured((writer) => {
      const sink = writer.add({ linkType: LinkType.RtacSerial });
      const recorder = new SerialRecorder(sink, new Redactor());
      recorder.opened(0);
      recorder.bytes('to-fob', Uint8Array.of(1, 0), 1);
    });
    expect(talksOf(capture)).toEqual([]);
  });

  it('are read from HID reports, without INIT and KEEPALIVE', () => {
    const capture = captured((writer) => {
      const sink = writer.add({ linkType: LinkType.UsbLinuxMmapped, name: 'hid:x' });
      const link = { function: 'hid', device: 3 } as const;
      const recorder = new UsbLinkRecorder(sink, new Redactor(() => 'test'), link);
      recorder.opened(0);
      const say = (direction: 'to-fob' | 'to-host', command: number, payload: Uint8Array) => {
        for (const report of fragmentHid(7, command, payload)) recorder.bytes(direction, report, 1);
      };
      say('to-fob', HidCommand.Init, new Uint8Array(8));
      say('to-fob', HidCommand.Message, request);
      say('to-host', HidCommand.Keepalive, Uint8Array.of(1));
      say('to-host', HidCommand.Message, reply);
      recorder.closed('lost', 2);
    });
    const [talk, ...others] = talksOf(capture);
    expect(others).toEqual([]);
    expect(talk?.name).toBe('hid:x, HID of 0.3');
    expect(talk?.steps.map((step) => ('bytes' in step ? step.bytes : step.kind))).toEqual([
      request,
      reply,
      'closed',
    ]);
  });

  it('are read from each function of each device on a bus', () => {
    const capture = captured((writer) => {
      const sink = writer.add({ linkType: LinkType.UsbLinuxMmapped, name: 'usbmon1' });
      const submit = (device: number, endpoint: number) => {
        const data = encodeSerialFrame(request);
        const urb = { kind: 'submit', id: 1, bus: 1, device, endpoint, transfer: 'bulk' } as const;
        const packet = encodeUsbmonPacket({ ...urb, status: -115, length: data.length, data }, 0);
        sink.packet({ unixMicros: 0, data: packet });
      };
      submit(4, 0x03);
      submit(4, 0x04);
      submit(5, 0x03);
      // Neither a pipe of a fob nor a message.
      submit(5, 0x05);
    });
    expect(talksOf(capture).map(({ name }) => name)).toEqual([
      'usbmon1, serial port of 1.4',
      'usbmon1, WebUSB of 1.4',
      'usbmon1, serial port of 1.5',
    ]);
  });

  it('are refused where a packet is cut short, by the byte', () => {
    const capture = captured((writer) => {
      const sink = writer.add({ linkType: LinkType.RtacSerial });
      sink.packet({ unixMicros: 0, data: new Uint8Array(5) });
    });
    expect(() => talksOf(capture)).toThrow(/^byte \d+: a serial packet of only 5 bytes$/);
  });
});
