import { describe, expect, it } from 'vitest';
import type { HidDeviceOutput } from '../../../protocol/framing/hid-device.ts';
import { HidDevice } from '../../../protocol/framing/hid-device.ts';
import { HidHost } from '../../../protocol/framing/hid-host.ts';
import {
  fragmentHid,
  HID_BROADCAST,
  HidCommand,
  HidErrorCode,
  parseHidReport,
} from '../../../protocol/framing/hid-report.ts';
import { Prng } from '../../support/prng.ts';

const CASES = 400_000;
const NONE = new Uint8Array(0);
const FIRST = 0x2a00_0001;
const COMMANDS = Object.values(HidCommand);
const ERRORS: readonly number[] = Object.values(HidErrorCode);
const LENGTHS = [0, 1, 7, 8, 9, 57, 58, 60, 116, 117, 1024, 1025, 7609, 7610, 0xffff] as const;
const CIDS = [FIRST, FIRST, FIRST + 1, FIRST + 2, 0, HID_BROADCAST] as const;

/** A report that a host could send, most often changed a little, and now and then of no shape. */
function makeReport(random: Prng): Uint8Array {
  if (random.chance(30)) return random.bytes(random.pick([0, 5, 63, 64, 65, 200]));
  const report = random.bytes(64);
  const cid = random.pick(CIDS);
  report.set([cid >>> 24, cid >>> 16, cid >>> 8, cid]);
  if (random.chance(3)) {
    report[4] = random.below(3);
    return report;
  }
  const length = random.pick(LENGTHS);
  const command = random.chance(3) ? HidCommand.Message : random.pick([0x7f, ...COMMANDS]);
  report.set([command | 0x80, length >>> 8, length], 4);
  if (command === HidCommand.Init && random.chance(2)) report.set([0, 8], 5);
  if (command === HidCommand.Lock) report.set([0, 1, random.below(12)], 5);
  if (random.chance(8)) report[random.below(64)] = random.below(256);
  return report;
}

/** Why an output is none that docs/protocol/01-hid-framing.md allows; undefined when it is. */
function wrong(output: HidDeviceOutput): string | undefined {
  if (output.type === 'message') {
    const { length } = output.payload;
    return length >= 1 && length <= 1024 ? undefined : `a message of ${String(length)} bytes`;
  }
  if (output.type !== 'report') return undefined;
  const packet = parseHidReport(output.report);
  if (packet === undefined) return 'a report that has not 64 bytes';
  if (packet.type === 'init' && packet.command === HidCommand.Error) {
    return ERRORS.includes(packet.data[0] ?? 0) ? undefined : 'an undeclared error';
  }
  return undefined;
}

describe('HidDevice', () => {
  it(`has a declared answer to each of ${CASES.toLocaleString('en')} reports, and serves on`, () => {
    const random = new Prng(2);
    const device = new HidDevice({ firmware: [1, 2, 3], firstCid: FIRST });
    device.receive(fragmentHid(HID_BROADCAST, HidCommand.Init, new Uint8Array(8))[0] ?? NONE, 0);
    const seen = new Set<string>();
    let now = 0;
    let open: number | undefined;
    for (let i = 0; i < CASES; i++) {
      now += random.below(random.chance(50) ? 20_000 : 50);
      for (const output of device.receive(makeReport(random), now)) {
        seen.add(output.type);
        const why = wrong(output);
        if (why !== undefined) expect.fail(`case ${String(i)}: ${why}`);
        if (output.type === 'message') {
          if (open !== undefined) expect.fail(`case ${String(i)}: two messages at once`);
          open = output.transaction;
        } else if (output.type === 'abort') {
          if (open !== output.transaction) expect.fail(`case ${String(i)}: abort of nothing`);
          open = undefined;
        }
      }
      if (open !== undefined && random.chance(4)) {
        if (device.reply(open, Uint8Array.of(1)).length !== 1) expect.fail('a reply was lost');
        open = undefined;
      }
      if (i % 1000 === 999) {
        // Past every lock and time-out; what the fob still works on is answered.
        now += 11 * 32_768;
        if (open !== undefined) device.reply(open, Uint8Array.of(1));
        open = undefined;
        if (!servesPing(device, now)) expect.fail(`case ${String(i)}: no PING after INIT`);
      }
    }
    expect([...seen].sort()).toEqual(['abort', 'cancel', 'message', 'report', 'wink']);
  });
});

/** Whether INIT brings the channel back to where PING is answered. */
function servesPing(device: HidDevice, now: number): boolean {
  const [init = NONE] = fragmentHid(FIRST, HidCommand.Init, new Uint8Array(8));
  const [ping = NONE] = fragmentHid(FIRST, HidCommand.Ping, Uint8Array.of(5));
  device.receive(init, now);
  const [output] = device.receive(ping, now);
  return output?.type === 'report' && output.report.every((byte, i) => byte === ping[i]);
}

describe('HidHost', () => {
  it(`has an event for each of ${CASES.toLocaleString('en')} reports, and opens again`, () => {
    const random = new Prng(3);
    const host = new HidHost();
    const seen = new Set<string>();
    const nonce = new Uint8Array(8);
    for (let i = 0; i < CASES; i++) {
      if (random.chance(6)) {
        nonce[0] = i;
        const [request = NONE] = host.open(nonce);
        const reply = request.slice();
        reply.set([0, 17], 5);
        reply.set(random.chance(5) ? random.bytes(4) : request.subarray(0, 4), 15);
        if (host.cid === undefined) reply.set([0x2a, 0, 0, 1], 15);
        seen.add(host.receive(reply).type);
        continue;
      }
      if (host.ready) host.request(random.pick([HidCommand.Message, HidCommand.Ping]), nonce);
      seen.add(host.receive(makeReport(random)).type);
    }
    const declared = ['error', 'failed', 'ignored', 'keepalive', 'opened', 'partial', 'reply'];
    expect([...seen].sort()).toEqual(declared);
  });
});
