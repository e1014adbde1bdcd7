import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { HidDevice } from '../../../protocol/framing/hid-device.ts';
import type { HidHostEvent } from '../../../protocol/framing/hid-host.ts';
import { HidHost } from '../../../protocol/framing/hid-host.ts';
import { HidCommand } from '../../../protocol/framing/hid-report.ts';

/** Gives the device reports and the host its answers; messages are echoed. */
function converse(
  device: HidDevice,
  host: HidHost,
  reports: Uint8Array[],
  now = 0,
): HidHostEvent[] {
  const events: HidHostEvent[] = [];
  for (const report of reports) {
    for (const output of device.receive(report, now)) {
      const answers =
        output.type === 'report'
          ? [output.report]
          : output.type === 'message'
            ? device.reply(output.transaction, output.payload)
            : [];
      for (const answer of answers) events.push(host.receive(answer));
    }
  }
  return events;
}

function connected(): { device: HidDevice; host: HidHost } {
  const device = new HidDevice({ firmware: [1, 0, 0], firstCid: 77 });
  const host = new HidHost();
  converse(device, host, host.open(new Uint8Array(8)));
  return { device, host };
}

const payload = fc
  .integer({ min: 1, max: 1024 })
  .chain((length) =>
    fc.integer().map((seed) => Uint8Array.from({ length }, (_, i) => (seed + i * 31) & 0xff)),
  );

describe('host and fob together', () => {
  it('carry any message there and back', () => {
    const { device, host } = connected();
    fc.assert(
      fc.property(payload, fc.boolean(), (bytes, ping) => {
        const command = ping ? HidCommand.Ping : HidCommand.Message;
        const last = converse(device, host, host.request(command, bytes)).pop();
        expect(last?.type === 'reply' ? toHex(last.payload) : last).toBe(toHex(bytes));
      }),
    );
  });

  const damage = fc.constantFrom('lost', 'doubled', 'swapped');

  it('with a packet lost, doubled or swapped give no wrong reply, and work after INIT', () => {
    fc.assert(
      fc.property(payload, damage, fc.nat(), (bytes, kind, place) => {
        const { device, host } = connected();
        const reports = host.request(HidCommand.Ping, bytes);
        const at = place % reports.length;
        if (kind === 'lost') reports.splice(at, 1);
        else if (kind === 'doubled') reports.splice(at, 0, ...reports.slice(at, at + 1));
        else reports.splice(at, 2, ...reports.slice(at, at + 2).reverse());
        for (const event of converse(device, host, reports)) {
          if (event.type === 'reply') expect(toHex(event.payload)).toBe(toHex(bytes));
        }
        const events = converse(device, host, host.open(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])));
        expect(events.at(-1)?.type).toBe('opened');
        const reply = converse(device, host, host.request(HidCommand.Ping, bytes)).pop();
        expect(reply?.type).toBe('reply');
      }),
    );
  });

  it('with hosts that take turns at each packet, serve one and tell the other that they are busy', () => {
    fc.assert(
      fc.property(payload, payload, fc.array(fc.boolean(), { maxLength: 40 }), (a, b, turns) => {
        const { device, host: one } = connected();
        const two = new HidHost();
        converse(device, two, two.open(new Uint8Array(8).fill(2)));
        const queues = [one.request(HidCommand.Ping, a), two.request(HidCommand.Ping, b)] as const;
        const all: HidHostEvent[] = [];
        const take = (queue: Uint8Array[]): void => {
          for (const output of device.receive(queue.shift() ?? new Uint8Array(0), 0)) {
            if (output.type === 'report')
              all.push(one.receive(output.report), two.receive(output.report));
          }
        };
        for (const turn of turns) take(turn ? queues[1] : queues[0]);
        while (queues[0].length > 0) take(queues[0]);
        while (queues[1].length > 0) take(queues[1]);
        const wanted = new Set([toHex(a), toHex(b)]);
        const replies = all.filter((event) => event.type === 'reply');
        const errors = all.filter((event) => event.type === 'error');
        for (const reply of replies) expect(wanted.has(toHex(reply.payload))).toBe(true);
        for (const error of errors) expect(error.code).toBe(6);
        expect(replies.length).toBeGreaterThanOrEqual(1);
        expect(replies.length + errors.length).toBe(2);
      }),
    );
  });
});
