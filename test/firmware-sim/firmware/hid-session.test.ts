import {
  encodeSerialFrame,
  getInfo,
  HidCommand,
  HidHost,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { blankFob, TICKS } from '../../support/raw-host.ts';
import { UsbHost } from '../../support/usb-host.ts';

/** A host with a channel on the HID function of a fob. */
class HidSide {
  readonly usb: UsbHost;
  readonly hid = new HidHost();

  constructor(usb = UsbHost.configured()) {
    this.usb = usb;
    this.#send(this.hid.open(new Uint8Array(8).fill(0x5a)));
    expect(this.receive().at(-1)).toMatchObject({ type: 'opened' });
  }

  request(message: Uint8Array): readonly unknown[] {
    this.#send(this.hid.request(HidCommand.Message, message));
    return this.receive();
  }

  /** What the reports mean that the fob has for the host. */
  receive(): ReturnType<HidHost['receive']>[] {
    const events: ReturnType<HidHost['receive']>[] = [];
    for (;;) {
      let report: Uint8Array | undefined;
      const urb = { endpoint: 0x81, data: new Uint8Array(0), length: 64 };
      const handle = this.usb.port.submit(urb, ({ status, data }) => {
        if (status === 'ok') report = data;
      });
      handle.cancel();
      if (report === undefined) return events;
      events.push(this.hid.receive(report));
    }
  }

  #send(reports: readonly Uint8Array[]): void {
    for (const report of reports) this.usb.out(0x01, report);
  }
}

function infoMessage(tag: number): Uint8Array {
  return requestEnvelope.encode({
    version: PROTOCOL_VERSION,
    command: getInfo.code,
    tag: new Uint8Array(8).fill(tag),
    payload: getInfo.request.encode({}),
  });
}

describe('a message in reports', () => {
  it('is answered by the command it names', () => {
    const side = new HidSide();
    const reply = side.request(infoMessage(1)).at(-1) as { type: string; payload: Uint8Array };
    expect(reply.type).toBe('reply');
    expect(replyEnvelope.decode(reply.payload)).toMatchObject({
      command: getInfo.code,
      status: 'ok',
    });
  });

  it('is answered with the same message as in a serial frame', () => {
    const side = new HidSide();
    const reply = side.request(infoMessage(1)).at(-1) as { payload: Uint8Array };
    const serial = UsbHost.configured(blankFob());
    serial.out(0x03, encodeSerialFrame(infoMessage(1)));
    const expected = serial.in(0x83, 4096).data;
    // [SER-10]: the first frame of a fob is preceded by 0x00.
    expect(expected.subarray(1)).toEqual(encodeSerialFrame(reply.payload));
  });

  it('that is no message is refused as malformed', () => {
    const reply = new HidSide().request(Uint8Array.of(1, 2, 3)).at(-1) as { payload: Uint8Array };
    expect(replyEnvelope.decode(reply.payload).status).toBe('malformed');
  });
});

describe('a request that is sent again', () => {
  it('is carried out once for each channel, whoever spoke in between', () => {
    const usb = UsbHost.configured();
    const [one, other] = [new HidSide(usb), new HidSide(usb)];
    const first = one.request(infoMessage(1));
    other.request(infoMessage(2));
    usb.fob.advance(3 * TICKS);
    expect(one.request(infoMessage(1))).toEqual(first);
  });
});

describe('channels', () => {
  it('of two hosts differ', () => {
    const usb = UsbHost.configured();
    expect(new HidSide(usb).hid.cid).not.toBe(new HidSide(usb).hid.cid);
  });

  it('are drawn anew after a reset of the bus', () => {
    const usb = UsbHost.configured();
    const before = new HidSide(usb).hid.cid;
    usb.port.reset();
    usb.control({ request: 9, value: 1 });
    expect(new HidSide(usb).hid.cid).not.toBe(before);
  });
});

describe('the rest of a message that does not come', () => {
  it('is given up with an error after its time, by the alarm of the fob', () => {
    const side = new HidSide();
    const [first] = side.hid.request(HidCommand.Message, new Uint8Array(200));
    side.usb.out(0x01, first ?? new Uint8Array(64));
    expect(side.receive()).toEqual([]);
    side.usb.fob.advance(TICKS);
    expect(side.receive()).toEqual([{ type: 'error', code: 0x05 }]);
  });
});

describe('WINK', () => {
  it('shows the fob to the eye', () => {
    const side = new HidSide();
    for (const report of side.hid.request(HidCommand.Wink, new Uint8Array(0))) {
      side.usb.out(0x01, report);
    }
    expect(side.receive()).toMatchObject([{ type: 'reply', command: HidCommand.Wink }]);
    expect(side.usb.fob.parts.lcd.visibleText()).toContain('8888');
  });
});
