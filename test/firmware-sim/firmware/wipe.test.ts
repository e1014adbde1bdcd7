import type { Fob } from '@fobkit/firmware-sim';
import { readCode, rotateTransportKey, trimClock, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { expectOk, HOTP_LOAD, loadedFob, type RawHost, TOTP_LOAD } from '../../support/raw-host.ts';
import { eventsOf, infoOf, push, seen, statusOf } from './firmware-support.ts';

const SEED = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 0xff);
const KEY = new Uint8Array(32).fill(0xc3);

function imageOf(fob: Fob): Buffer {
  const { flash } = fob.parts;
  return Buffer.from(flash.read(0, flash.pageSize * flash.pageCount));
}

/** A fob that was used: moved about in flash, its key rotated, its counter far. */
function used(): RawHost {
  const host = loadedFob('generic', { ...HOTP_LOAD, seed: SEED, counter: 1_000_000 });
  expectOk(host.sealedCall(rotateTransportKey, { key: KEY }).status);
  expectOk(host.sealedCall(trimClock, { trimPpb: 55 }).status);
  for (let i = 0; i < 150; i++) host.call(readCode, {});
  push(host.fob);
  return host;
}

describe('Wipe', () => {
  it('leaves no four bytes of the seed or the transport key in flash', () => {
    const host = used();
    const before = imageOf(host.fob);
    expect(before.includes(Buffer.from(SEED))).toBe(true);
    expectOk(host.sealedCall(wipe, {}).status);
    const after = imageOf(host.fob);
    for (let at = 0; at + 4 <= SEED.length; at++) {
      expect(after.includes(Buffer.from(SEED.subarray(at, at + 4))), String(at)).toBe(false);
    }
    expect(after.includes(Buffer.from(KEY.subarray(0, 4)))).toBe(false);
    expect(after.includes(Buffer.from(HOTP_LOAD.serialLabel))).toBe(false);
  });

  it('forgets seed, counter, clock use and transport key', () => {
    const host = used();
    expectOk(host.sealedCall(wipe, {}).status);
    expect(infoOf(host)).toMatchObject({ lifecycle: 'blank', keyGeneration: 0 });
    expect(infoOf(host).loaded).toBeUndefined();
    expect(statusOf(host).counter).toBeUndefined();
    expect(host.fob.firmware?.core.memory.counter).toBe(0);
    expect(host.fob.firmware?.core.memory.clock).toEqual({ set: false, moved: 0 });
  });

  it('keeps what belongs to the device: presses, resets, trim, event log, clock', () => {
    const host = used();
    const before = statusOf(host);
    expectOk(host.sealedCall(wipe, {}).status);
    const { presses, resets, trimPpb, clock } = statusOf(host);
    expect({ presses, resets, trimPpb, clock }).toEqual({
      presses: before.presses,
      resets: before.resets,
      trimPpb: 55,
      clock: before.clock,
    });
    expect(eventsOf(host)).toEqual(expect.arrayContaining(['wiped', 'trimmed', 'seed-loaded']));
  });

  it('turns the LCD off, and a press says that the fob is blank', () => {
    const host = used();
    expect(seen(host.fob)).toMatch(/^\d{6}$/);
    expectOk(host.sealedCall(wipe, {}).status);
    expect(seen(host.fob)).toBe('');
    push(host.fob);
    expect(seen(host.fob)).toBe('bLAnC');
  });

  it('of an always-on fob shows at once that it is blank', () => {
    const load = { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000158423177' };
    const host = loadedFob('sid700', load);
    expectOk(host.sealedCall(wipe, {}).status);
    expect(seen(host.fob)).toBe('bLAnC');
  });

  it('leaves the channel open, so that a station can load anew', () => {
    const host = used();
    expectOk(host.sealedCall(wipe, {}).status);
    expectOk(host.sealedCall(wipe, {}).status);
  });
});
