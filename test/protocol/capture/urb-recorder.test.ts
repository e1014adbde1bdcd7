import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { Redactor } from '../../../protocol/capture/redactor.ts';
import { UrbRecorder } from '../../../protocol/capture/urb-recorder.ts';
import { URB_IN_PROGRESS, type UrbRecord } from '../../../protocol/capture/usbmon-packet.ts';
import { fragmentHid, HidCommand } from '../../../protocol/framing/hid-report.ts';
import { bytesOf } from './hand-made.ts';
import { framed, Kept, productionInfo, worked } from './captured.ts';

const CODE = '287082';
const CID = 0x2a00_0001;
const HID_IN = 0x81;
const HID_OUT = 0x01;
const CDC_IN = 0x83;
const WEBUSB_IN = 0x84;

function recorder(redactor = new Redactor()) {
  const kept = new Kept();
  return { kept, recorder: new UrbRecorder(kept, redactor) };
}

let nextId = 1;

function urb(endpoint: number, data: Uint8Array, more: Partial<UrbRecord> = {}): UrbRecord {
  const inward = (endpoint & 0x80) !== 0;
  return {
    kind: inward ? 'complete' : 'submit',
    id: nextId++,
    bus: 1,
    device: 2,
    endpoint,
    transfer: endpoint === HID_IN || endpoint === HID_OUT ? 'interrupt' : 'bulk',
    status: inward ? 0 : URB_IN_PROGRESS,
    length: data.length,
    data,
    ...more,
  };
}

/** Asks the fob for its purpose. */
function asks(): UrbRecord[] {
  const request = worked('get-info-request');
  return fragmentHid(CID, HidCommand.Message, request).map((report) => urb(HID_OUT, report));
}

function reports(payload: Uint8Array, command: number = HidCommand.Message): UrbRecord[] {
  return fragmentHid(CID, command, payload).map((report) => urb(HID_IN, report));
}

describe('a recorder of USB transfers', () => {
  it('writes what passes as it was, submissions before completions', () => {
    const { kept, recorder: tape } = recorder();
    const poll = urb(HID_IN, new Uint8Array(0), {
      kind: 'submit',
      status: URB_IN_PROGRESS,
      length: 64,
    });
    const request =
      fragmentHid(CID, HidCommand.Message, worked('get-info-request'))[0] ?? poll.data;
    const all = [poll, urb(HID_OUT, request), ...reports(worked('get-info-reply'))];
    all.forEach((one, i) => {
      tape.urb(one, i);
    });
    expect(kept.urbs).toEqual(all);
    expect(kept.packets.map(({ direction }) => direction)).toEqual([
      'to-fob',
      'to-fob',
      ...reports(worked('get-info-reply')).map(() => 'to-host'),
    ]);
  });

  it.each([
    ['HID', reports(worked('read-code-reply'))],
    ['CDC', [urb(CDC_IN, framed(worked('read-code-reply')))]],
    ['WebUSB', [urb(WEBUSB_IN, framed(worked('read-code-reply')))]],
  ])('masks codes that leave by %s', (_, urbs) => {
    const { kept, recorder: tape } = recorder();
    for (const one of urbs) tape.urb(one, 0);
    expect(kept.urbs).toHaveLength(urbs.length);
    expect(kept.text).not.toContain(CODE);
    expect(kept.text).toContain('******');
  });

  it('tells codes by one way when the fob told its purpose by another', () => {
    const { kept, recorder: tape } = recorder();
    for (const one of asks()) tape.urb(one, 0);
    tape.urb(urb(CDC_IN, framed(worked('get-info-reply'))), 0);
    for (const one of reports(worked('read-code-reply'))) tape.urb(one, 1);
    expect(kept.text).toContain(CODE);
  });

  it('learns the purpose from a reply of three reports', () => {
    const { kept, recorder: tape } = recorder();
    for (const one of [...asks(), ...reports(worked('get-info-reply'))]) tape.urb(one, 0);
    for (const one of reports(worked('read-code-reply'))) tape.urb(one, 1);
    expect(kept.text).toContain(CODE);
  });

  it('keeps a transfer that comes between two reports of a reply in its place', () => {
    const { kept, recorder: tape } = recorder();
    const [first, second, third] = reports(productionInfo());
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('short');
    const between = urb(0x03, Uint8Array.of(1, 0));
    for (const one of [first, between, second]) tape.urb(one, 0);
    expect(kept.urbs).toEqual([]);
    tape.urb(third, 0);
    expect(kept.urbs).toEqual([first, between, second, third]);
  });

  it('tells INIT, KEEPALIVE and ERROR, and PING however long it is', () => {
    const { kept, recorder: tape } = recorder();
    const long = new Uint8Array(200).fill(0x35);
    const all = [
      ...reports(Uint8Array.of(1), HidCommand.Keepalive),
      ...reports(new Uint8Array(17).fill(0x33), HidCommand.Init),
      ...reports(Uint8Array.of(6), HidCommand.Error),
      ...reports(long, HidCommand.Ping),
    ];
    for (const one of all) tape.urb(one, 0);
    expect(kept.urbs).toEqual(all);
  });

  const junk = new Uint8Array(64).fill(0x31);

  it.each([
    ['a report of another size', urb(HID_IN, junk.subarray(1)), 0],
    [
      'a continuation of nothing',
      urb(HID_IN, Uint8Array.of(...junk.subarray(0, 4), 0, ...junk.subarray(5))),
      5,
    ],
    [
      'a command that nobody knows',
      urb(HID_IN, Uint8Array.of(...junk.subarray(0, 4), 0xe0, 0, 9, ...junk.subarray(7))),
      7,
    ],
    [
      'a length that cannot be',
      urb(HID_IN, Uint8Array.of(...junk.subarray(0, 4), 0xc0, 255, 255, ...junk.subarray(7))),
      7,
    ],
  ])('masks %s behind its head', (_, one, head) => {
    const { kept, recorder: tape } = recorder();
    tape.urb(one, 0);
    const data = kept.urbs[0]?.data ?? new Uint8Array(0);
    expect(toHex(data.subarray(0, head))).toBe(toHex(one.data.subarray(0, head)));
    expect(data.subarray(head).every((byte) => byte === 0x2a)).toBe(true);
    expect(kept.packets[0]?.comment).toBe('fobkit: masked');
  });

  it('masks what a fob left in its buffer behind the end of a reply', () => {
    const { kept, recorder: tape } = recorder();
    const [report] = fragmentHid(CID, HidCommand.Message, worked('read-code-refused'));
    const dirty = Uint8Array.from(report ?? []);
    dirty.set([0x32, 0x38, 0x37], 50);
    tape.urb(urb(HID_IN, dirty), 0);
    expect(toHex(kept.urbs[0]?.data ?? dirty)).toBe(toHex(dirty).replace('323837', '2a2a2a'));
    expect(kept.packets[0]?.comment).toBe('fobkit: masked');
  });

  it('masks a reply that was broken off by another', () => {
    const { kept, recorder: tape } = recorder();
    const [first] = reports(worked('get-info-reply'));
    if (first === undefined) throw new Error('no report');
    tape.urb(first, 0);
    tape.urb(reports(worked('read-code-refused'))[0] ?? first, 1);
    expect(kept.urbs[0]?.data.subarray(7).every((byte) => byte === 0x2a || byte === 0)).toBe(true);
    expect(kept.urbs).toHaveLength(2);
  });

  it('masks the answer to GET_REPORT, which repeats a report', () => {
    const { kept, recorder: tape } = recorder();
    const report = fragmentHid(CID, HidCommand.Message, worked('read-code-reply'))[0] ?? junk;
    const control = { endpoint: 0x80, transfer: 'control', id: 77 } as const;
    const setup = bytesOf('a1 01 00 01 00 00 40 00');
    tape.urb(urb(0x80, new Uint8Array(0), { ...control, kind: 'submit', setup, status: -115 }), 0);
    tape.urb(urb(0x80, report, control), 1);
    expect(kept.text).not.toContain(CODE);
  });

  it.each([
    ['sent', '21 09 00 03 00 00 40 00', 0x00],
    ['got', 'a1 01 00 03 00 00 40 00', 0x80],
  ])(
    'never tells a feature report that was %s: other tokens have seeds in them',
    (_, hex, endpoint) => {
      const { kept, recorder: tape } = recorder(new Redactor(() => 'test'));
      const control = { endpoint, transfer: 'control', id: 79 } as const;
      const [sent, got] = endpoint === 0 ? [junk, new Uint8Array(0)] : [new Uint8Array(0), junk];
      tape.urb(urb(endpoint, sent, { ...control, kind: 'submit', setup: bytesOf(hex) }), 0);
      tape.urb(urb(endpoint, got, { ...control, kind: 'complete' }), 1);
      expect(kept.text).not.toContain('111');
      expect(kept.urbs.map(({ data }) => data.length)).toEqual([sent.length, got.length]);
    },
  );

  it.each([0x81, 0x01, 0x85, 0x05])(
    'of a token of another maker tells nothing of endpoint %i',
    (endpoint) => {
      const kept = new Kept();
      const tape = new UrbRecorder(kept, new Redactor(() => 'test'), 'other');
      tape.urb(urb(endpoint, junk), 0);
      expect(kept.urbs[0]?.data.every((byte) => byte === 0x2a)).toBe(true);
    },
  );

  it('tells the notifications of the serial port', () => {
    const { kept, recorder: tape } = recorder();
    const notification = bytesOf('a1 20 00 00 01 00 02 00 03 00');
    tape.urb(urb(0x82, notification), 0);
    expect(kept.urbs[0]?.data).toEqual(notification);
  });

  it('tells an output report that came by control', () => {
    const { kept, recorder: tape } = recorder();
    const setup = bytesOf('21 09 00 02 00 00 40 00');
    tape.urb(urb(0, junk, { transfer: 'control', kind: 'submit', setup }), 0);
    expect(kept.urbs[0]?.data).toEqual(junk);
  });

  it('masks a seed in the clear that came by SET_REPORT as one that came by the endpoint', () => {
    const { kept, recorder: tape } = recorder(new Redactor(() => 'test'));
    // LoadSeed in the clear, its payload cut down to a seed of SEEDSEED.
    const request = bytesOf('a4 0001 011820 0248a1a2a3a4a5a6a7a8 034b a1 0148 5345454453454544');
    const [report = junk] = fragmentHid(CID, HidCommand.Message, request);
    const setup = bytesOf('21 09 00 02 00 00 40 00');
    tape.urb(urb(HID_OUT, report), 0);
    tape.urb(urb(0, report, { transfer: 'control', kind: 'submit', setup }), 1);
    expect(kept.urbs).toHaveLength(2);
    expect(kept.text).not.toContain('SEED');
    expect(kept.packets.map(({ comment }) => comment)).toEqual([
      'fobkit: masked',
      'fobkit: masked',
    ]);
  });

  it('puts a request together whose reports came by the endpoint and by control', () => {
    const { kept, recorder: tape } = recorder();
    const request = new Uint8Array(94).fill(0x53);
    request.set(bytesOf('a4 0001 011820 0248a1a2a3a4a5a6a7a8 03584b'));
    const [first = junk, second = junk] = fragmentHid(CID, HidCommand.Message, request);
    const setup = bytesOf('21 09 00 02 00 00 40 00');
    tape.urb(urb(HID_OUT, first), 0);
    tape.urb(urb(0, second, { transfer: 'control', kind: 'submit', setup }), 1);
    expect(kept.urbs).toHaveLength(2);
    expect(kept.text).not.toContain('SSSS');
  });

  it.each([
    ['sent as an output report', '21 09 00 02 00 00 40 00', 0x00],
    ['sent in a request of its maker', '40 77 00 00 00 00 40 00', 0x00],
    ['got as an input report', 'a1 01 00 01 00 00 40 00', 0x80],
    ['got in answer to a request of its maker', 'c0 77 00 00 00 00 40 00', 0x80],
  ])('of a token of another maker tells nothing that was %s', (_, hex, endpoint) => {
    const kept = new Kept();
    const tape = new UrbRecorder(kept, new Redactor(() => 'test'), 'other');
    const control = { endpoint, transfer: 'control', id: 80 } as const;
    const [sent, got] = endpoint === 0 ? [junk, new Uint8Array(0)] : [new Uint8Array(0), junk];
    tape.urb(urb(endpoint, sent, { ...control, kind: 'submit', setup: bytesOf(hex) }), 0);
    tape.urb(urb(endpoint, got, { ...control, kind: 'complete' }), 1);
    expect(kept.text).not.toContain('111');
  });

  it('tells the descriptors of a token of another maker', () => {
    const kept = new Kept();
    const tape = new UrbRecorder(kept, new Redactor(() => undefined), 'other');
    const setup = bytesOf('80 06 00 01 00 00 12 00');
    const control = { endpoint: 0x80, transfer: 'control', id: 81 } as const;
    tape.urb(urb(0x80, new Uint8Array(0), { ...control, kind: 'submit', setup, status: -115 }), 0);
    tape.urb(urb(0x80, junk, control), 1);
    expect(kept.urbs[1]?.data).toEqual(junk);
  });

  it('tells descriptors', () => {
    const { kept, recorder: tape } = recorder();
    const setup = bytesOf('80 06 00 01 00 00 12 00');
    const control = { endpoint: 0x80, transfer: 'control', id: 78 } as const;
    tape.urb(urb(0x80, new Uint8Array(0), { ...control, kind: 'submit', setup, status: -115 }), 0);
    tape.urb(urb(0x80, junk, control), 1);
    expect(kept.urbs[1]?.data).toEqual(junk);
  });

  it('gives up what was begun when the fob leaves the bus', () => {
    const { kept, recorder: tape } = recorder();
    const [first] = reports(worked('get-info-reply'));
    if (first === undefined) throw new Error('no report');
    tape.urb(first, 0);
    tape.reset();
    expect(kept.urbs[0]?.data.subarray(7).every((byte) => byte === 0x2a || byte === 0)).toBe(true);
  });

  it('writes no code, whatever reports are lost, doubled or swapped', () => {
    const payload = fc.constantFrom(productionInfo(), worked('read-code-reply'));
    const all = fc
      .array(
        payload.map((one) => reports(one)),
        { maxLength: 6 },
      )
      .map((one) => one.flat());
    const order = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(all, order, (urbs, picks) => {
        const { kept, recorder: tape } = recorder();
        const picked = picks.flatMap((pick) => urbs[pick % Math.max(1, urbs.length)] ?? []);
        for (const one of picked) tape.urb(one, 0);
        tape.reset();
        expect(kept.urbs.map(({ id }) => id)).toEqual(picked.map(({ id }) => id));
        expect(kept.text).not.toMatch(/287082/);
      }),
    );
  });
});
