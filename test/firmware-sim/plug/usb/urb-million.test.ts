import { describe, expect, it } from 'vitest';
import type { Urb, UrbHandle, UrbStatus } from '../../../../firmware-sim/plug/usb/urb.ts';
import { UsbPort } from '../../../../firmware-sim/plug/usb/usb-port.ts';
import { heapUsed } from '../../../support/heap-used.ts';
import { Prng } from '../../../support/prng.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { setupOf } from '../../../support/usb-host.ts';
import { answersTo, infoFrame } from '../plug-support.ts';

const SEQUENCES = 1_000_000;
const LONGEST = 6;
const NOTHING = new Uint8Array(0);
const ENDPOINTS = [0x81, 0x01, 0x82, 0x83, 0x03, 0x84, 0x04] as const;
const LENGTHS = [0, 1, 7, 8, 63, 64, 65, 128, 1024, 65_535, 0xffff_ffff] as const;
const STATUSES: ReadonlySet<UrbStatus> = new Set<UrbStatus>([
  'ok',
  'stall',
  'no-answer',
  'no-device',
  'overflow',
  'short',
  'cancelled',
  'too-many',
]);

const CONFIGURE = setupOf({ request: 9, value: 1 });
/** Requests that a host would send in good order, of which some are changed afterwards. */
const REQUESTS = [
  setupOf({ direction: 'in', request: 6, value: 0x0100, length: 18 }),
  setupOf({ direction: 'in', request: 6, value: 0x0200, length: 255 }),
  setupOf({ direction: 'in', request: 6, value: 0x0301, index: 0x409, length: 255 }),
  setupOf({ direction: 'in', request: 6, value: 0x0f00, length: 255 }),
  CONFIGURE,
  setupOf({ request: 5, value: 3 }),
  setupOf({ recipient: 'endpoint', request: 1, index: 0x81 }),
  setupOf({ recipient: 'endpoint', request: 3, index: 0x83 }),
  setupOf({ recipient: 'interface', request: 11, index: 3 }),
  setupOf({ type: 'class', recipient: 'interface', request: 9, value: 0x0200, length: 64 }),
  setupOf({ type: 'class', recipient: 'interface', request: 0x20, index: 1, length: 7 }),
  setupOf({ type: 'class', recipient: 'interface', request: 0x22, value: 3, index: 1 }),
  setupOf({ type: 'vendor', direction: 'in', request: 1, index: 7, length: 255 }),
] as const;
const PAYLOADS = [
  infoFrame(),
  infoFrame().subarray(0, 9),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x86, 0, 8, ...new Array<number>(57).fill(1)),
  new Uint8Array(64).fill(0xc0),
  new Uint8Array(130).fill(0x31),
  NOTHING,
] as const;

function anyUrb(prng: Prng): Urb {
  const length = prng.pick(LENGTHS);
  const data = prng.pick(PAYLOADS);
  if (prng.below(3) === 0) {
    const setup = Uint8Array.from(prng.pick(REQUESTS));
    if (prng.below(2) === 0) setup[prng.below(8)] = prng.below(256);
    return { endpoint: 0, setup, data, length };
  }
  const endpoint = prng.below(8) === 0 ? prng.below(256) : prng.pick(ENDPOINTS);
  return {
    endpoint,
    data,
    length,
    zeroPacket: prng.below(4) === 0,
    shortNotOk: prng.below(4) === 0,
  };
}

describe('a hostile host', () => {
  it(`cannot harm a fob with ${SEQUENCES.toLocaleString('en')} sequences of transfers`, () => {
    const prng = new Prng(20_261_128);
    const fob = blankFob();
    const port = new UsbPort(fob, { unplugged: () => undefined });
    port.plugIn();
    let [asked, ended] = [0, 0];
    const strange = new Set<string>();
    const under: UrbHandle[] = [];
    for (let i = 0; i < SEQUENCES; i++) {
      if (i % 8 === 0) {
        port.reset();
        port.submit({ endpoint: 0, setup: CONFIGURE, data: NOTHING, length: 0 }, () => undefined);
      }
      const turns = 1 + prng.below(LONGEST);
      for (let turn = 0; turn < turns; turn++) {
        const urb = anyUrb(prng);
        asked++;
        under.push(
          port.submit(urb, ({ status, data, actualLength }) => {
            ended++;
            const room = urb.setup === undefined ? urb.length : Math.min(urb.length, 65_535);
            if (!STATUSES.has(status)) strange.add(status);
            if (data.length > room) strange.add(`${String(data.length)} bytes in ${String(room)}`);
            if (data.length > 0 && data.length !== actualLength) strange.add('actual length');
          }),
        );
        if (prng.below(16) === 0) port.suspend();
        if (prng.below(4) === 0) port.resume();
        if (prng.below(64) === 0) under.pop()?.cancel();
      }
      port.resume();
      if (i % 8 === 7) for (const handle of under.splice(0)) handle.cancel();
      if (i % 1024 === 0) {
        port.pull();
        port.plugIn();
      }
    }
    for (const handle of under) handle.cancel();
    expect([...strange]).toEqual([]);
    expect([ended, port.pending]).toEqual([asked, 0]);
    // The fob is unharmed, and what it says is what another says that nobody has touched.
    port.reset();
    const answers: Uint8Array[] = [];
    port.submit({ endpoint: 0, setup: CONFIGURE, data: NOTHING, length: 0 }, () => undefined);
    port.submit({ endpoint: 0x03, data: infoFrame(), length: 0 }, () => undefined);
    port.submit({ endpoint: 0x83, data: NOTHING, length: 4096 }, ({ data }) => answers.push(data));
    expect(answers.map((bytes) => Buffer.from(bytes))).toEqual([answersTo(infoFrame())]);
  }, 180_000);

  it('leaves no more memory behind after many sequences than after few', () => {
    const prng = new Prng(7);
    const port = new UsbPort(blankFob(), { unplugged: () => undefined });
    port.plugIn();
    const used = (sequences: number): number => {
      for (let i = 0; i < sequences; i++) {
        port.reset();
        port.submit({ endpoint: 0, setup: CONFIGURE, data: NOTHING, length: 0 }, () => undefined);
        for (let turn = 0; turn < LONGEST; turn++) port.submit(anyUrb(prng), () => undefined);
      }
      return heapUsed();
    };
    const early = used(10_000);
    const late = used(40_000);
    expect(late - early).toBeLessThan(1_000_000);
  }, 180_000);
});
