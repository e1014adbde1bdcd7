import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { Redactor } from '../../../protocol/capture/redactor.ts';
import { UsbLinkRecorder } from '../../../protocol/capture/usb-link-recorder.ts';
import { fragmentHid, HidCommand } from '../../../protocol/framing/hid-report.ts';
import { framesOf } from '../../support/doc-frames.ts';
import { framed, Kept, worked } from './captured.ts';

const descriptors = framesOf('08-usb.md');

function recorder(name: 'hid' | 'webusb') {
  const kept = new Kept();
  return {
    kept,
    recorder: new UsbLinkRecorder(kept, new Redactor(), { function: name, device: 3 }),
  };
}

const [keepalive] = fragmentHid(1, HidCommand.Keepalive, Uint8Array.of(1));
const report = keepalive ?? new Uint8Array(64);

describe('a host that sees only reports', () => {
  it('begins its capture with the descriptors by which the fob is known', () => {
    const { kept, recorder: tape } = recorder('hid');
    tape.opened(0);
    const [, device, , configuration] = kept.urbs;
    // Version, and the number of the chip, are not known.
    expect(toHex(device?.data ?? report).slice(0, 24)).toBe(
      toHex(descriptors.get('usb-device') ?? report).slice(0, 24),
    );
    expect(toHex(configuration?.data ?? report)).toBe(
      toHex(descriptors.get('usb-configuration') ?? report),
    );
    expect(kept.urbs.map(({ kind, endpoint, transfer }) => [kind, endpoint, transfer])).toEqual([
      ['submit', 0x80, 'control'],
      ['complete', 0x80, 'control'],
      ['submit', 0x80, 'control'],
      ['complete', 0x80, 'control'],
    ]);
  });

  it.each([
    ['to-fob', 0x01, ['submit', 'complete']],
    ['to-host', 0x81, ['complete', 'submit']],
  ] as const)(
    'has a report %s as a transfer of the endpoint of the fob',
    (direction, endpoint, carries) => {
      const { kept, recorder: tape } = recorder('hid');
      tape.bytes(direction, report, 9);
      expect(
        kept.urbs.map(({ kind, data, ...urb }) => ({ kind, full: data.length > 0, ...urb })),
      ).toMatchObject([
        {
          kind: 'submit',
          full: carries[0] === 'submit',
          endpoint,
          transfer: 'interrupt',
          status: -115,
          device: 3,
        },
        {
          kind: 'complete',
          full: carries[0] === 'complete',
          endpoint,
          transfer: 'interrupt',
          status: 0,
          length: 64,
        },
      ]);
      expect(kept.urbs.find(({ data }) => data.length > 0)?.data).toEqual(report);
      expect(new Set(kept.urbs.map(({ id }) => id)).size).toBe(1);
      expect(kept.times).toEqual([9, 9]);
    },
  );

  it.each([
    ['closed', -2],
    ['lost', -108],
  ] as const)('ends, when the link is %s, in a read that brings nothing', (end, status) => {
    const { kept, recorder: tape } = recorder('hid');
    tape.closed(end, 1);
    expect(kept.urbs[1]).toMatchObject({ kind: 'complete', endpoint: 0x81, status, length: 0 });
  });
});

describe('a host that has the pipes of WebUSB', () => {
  it('has frames in bulk transfers, codes masked', () => {
    const { kept, recorder: tape } = recorder('webusb');
    tape.bytes('to-fob', framed(worked('read-code-request')), 0);
    tape.bytes('to-host', framed(worked('read-code-reply')), 1);
    expect(kept.urbs.map(({ endpoint, transfer }) => [endpoint, transfer])).toEqual([
      [0x04, 'bulk'],
      [0x04, 'bulk'],
      [0x84, 'bulk'],
      [0x84, 'bulk'],
    ]);
    expect(kept.text).toContain('******');
  });
});
