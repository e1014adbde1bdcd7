import {
  CaptureError,
  CaptureWriter,
  encodeSerialFrame,
  fragmentHid,
  HidCommand,
  LinkType,
  type LinkRecorder,
  readPcapng,
  Redactor,
  SerialRecorder,
  UsbLinkRecorder,
  viewMessage,
} from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMessages } from '../../../../host/client/replay/compare.ts';
import { exchangesOf } from '../../../../host/client/replay/exchanges.ts';
import { ReplayDevice } from '../../../../host/client/replay/replay-device.ts';
import { CompareRules } from '../../../../host/client/replay/rules.ts';
import { talksOf } from '../../../../host/client/replay/talks.ts';
import { worked } from './talk-support.ts';

const names = [
  'get-info-request',
  'get-info-reply',
  'get-status-request',
  'get-status-reply',
  'read-code-request',
  'read-code-reply',
  'read-code-refused',
] as const;
const message = fc.constantFrom(...names).map((name) => ({ name, bytes: worked(name) }));
const story = fc.array(message, { minLength: 1, maxLength: 8 });
const way = fc.constantFrom('serial', 'hid', 'webusb');

/** A capture of a link on which these messages passed, requests to the fob and replies to the host. */
function capture(
  kind: 'serial' | 'hid' | 'webusb',
  said: readonly { name: string; bytes: Uint8Array }[],
) {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const linkType = kind === 'serial' ? LinkType.RtacSerial : LinkType.UsbLinuxMmapped;
  const sink = writer.add({ linkType });
  const redactor = new Redactor(() => 'test');
  const recorder: LinkRecorder =
    kind === 'serial'
      ? new SerialRecorder(sink, redactor)
      : new UsbLinkRecorder(sink, redactor, { function: kind, device: 1 });
  recorder.opened(0);
  said.forEach(({ name, bytes }, i) => {
    const direction = name.endsWith('request') ? 'to-fob' : 'to-host';
    const pieces =
      kind === 'hid' ? fragmentHid(9, HidCommand.Message, bytes) : [encodeSerialFrame(bytes)];
    for (const piece of pieces) recorder.bytes(direction, piece, i);
  });
  recorder.closed('closed', said.length);
  return Uint8Array.from(blocks.flatMap((block) => [...block]));
}

const patches = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 });

function damaged(bytes: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (const [at, value] of changes) copy[at % copy.length] = value;
  return copy;
}

describe('any capture', () => {
  it('holds the messages that passed, whatever framed them', () => {
    fc.assert(
      fc.property(way, story, (kind, said) => {
        const [talk] = talksOf(readPcapng(capture(kind, said)));
        const found = talk?.steps.flatMap((step) => (step.kind === 'message' ? [step.bytes] : []));
        expect(found).toEqual(said.map(({ bytes }) => bytes));
      }),
    );
  });

  it('that is damaged gives talks or is refused by its place, and nothing else happens', () => {
    fc.assert(
      fc.property(way, story, patches, (kind, said, changes) => {
        try {
          for (const talk of talksOf(readPcapng(damaged(capture(kind, said), changes)))) {
            const device = new ReplayDevice(talk, new CompareRules());
            for (const { request } of exchangesOf(talk).list) device.receive(request.bytes);
            // What a talk says of itself it never contradicts.
            expect(device.report.mismatch).toBeUndefined();
          }
        } catch (error) {
          if (!(error instanceof CaptureError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any two messages', () => {
  it('that are the same are found the same, and one changed byte is found', () => {
    const rules = new CompareRules({ exact: true });
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(255), ({ name, bytes }, at, value) => {
        const kind = name.endsWith('request') ? 'request' : 'reply';
        const place = at % bytes.length;
        const actual = damaged(bytes, [[place, value]]);
        const { difference } = compareMessages({ captured: bytes, actual, kind }, rules);
        if (bytes[place] === value) expect(difference).toBeUndefined();
        else expect(difference).toBeDefined();
        const content = viewMessage(bytes, kind).spans.find(
          ({ content: start, end }) => place >= start && place < end,
        );
        // A text may be one no more: then the whole payload is compared.
        if (content !== undefined && bytes[place] !== value)
          expect(difference?.capturedAt).toBe(place);
      }),
      { numRuns: 2000 },
    );
  });

  it('of which both are damaged are compared without harm', () => {
    fc.assert(
      fc.property(message, message, patches, patches, (one, other, first, second) => {
        const captured = damaged(one.bytes, first);
        const actual = damaged(other.bytes, second);
        for (const kind of ['request', 'reply'] as const) {
          compareMessages({ captured, actual, kind }, new CompareRules());
        }
      }),
      { numRuns: 2000 },
    );
  });
});
