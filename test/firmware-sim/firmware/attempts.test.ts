import { attemptDelaySeconds, openChannel, trimClock } from '@fobkit/protocol';
import { Fob } from '@fobkit/firmware-sim';
import { describe, expect, it } from 'vitest';
import { Memory } from '../../../firmware-sim/firmware/memory.ts';
import { Flash } from '../../../firmware-sim/hardware/flash.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import {
  BATCH_KEY,
  blankFob,
  DEVICE_ID,
  expectOk,
  profileNamed,
  RawHost,
  START,
  TICKS,
} from '../../support/raw-host.ts';
import { eventsOf, pass, statusOf } from './firmware-support.ts';

const WRONG = new Uint8Array(32).fill(0xee);

/** A fob on contacts: its host stays while the cell is out. */
function padsHost(): RawHost {
  return new RawHost(blankFob('shinkin-hardware'));
}

function reset(host: RawHost): void {
  host.fob.removeCell();
  host.fob.insertCell();
}

/** Makes `count` wrong attempts, waiting as long as each delay wants. */
function fail(host: RawHost, count: number): void {
  for (let i = 0; i < count; i++) {
    host.fob.advance(statusOf(host).channelDelay + 10);
    expect(host.open(WRONG)).toBe('wrong-key');
  }
}

function copyOf(flash: Flash): Flash {
  const copy = new Flash();
  copy.load(flash.save());
  return copy;
}

function attemptsOf(host: RawHost): number {
  return host.fob.firmware?.core.memory.attempts ?? -1;
}

describe('an attempt', () => {
  it('is in flash before it is looked at', () => {
    // What a fob would remember if its power failed at the instant at which it tries the key.
    const remembered: number[] = [];
    const fob: Fob = new Fob({
      profile: profileNamed('shinkin-hardware'),
      deviceId: DEVICE_ID,
      batchKey: BATCH_KEY,
      worldTicks: START,
      seed: 1,
      crypto: {
        ...nodePrimitives,
        aesGcmOpen(key, nonce, aad, sealedBytes) {
          remembered.push(new Memory(copyOf(fob.parts.flash)).attempts);
          return nodePrimitives.aesGcmOpen(key, nonce, aad, sealedBytes);
        },
      },
    });
    const host = new RawHost(fob);
    expect(host.open(WRONG)).toBe('wrong-key');
    expectOk(host.open());
    expect(remembered).toEqual([1, 2]);
  });

  it('cut at any byte of what it writes is counted, or was not looked at', () => {
    const host = padsHost();
    let cuts = 0;
    while (attemptsOf(host) === 0) {
      host.fob.parts.flash.armCut({ afterBytes: cuts, torn: () => 0 });
      expect(host.open(WRONG)).toBe('silence');
      cuts++;
    }
    expect(cuts).toBeGreaterThan(5);
    expect(statusOf(host).wrongKeys).toBe(0);
  });

  it('with a wrong key is counted, logged and told', () => {
    const host = padsHost();
    fail(host, 2);
    expect(attemptsOf(host)).toBe(2);
    expect(statusOf(host).wrongKeys).toBe(2);
    expect(eventsOf(host).slice(0, 2)).toEqual(['wrong-key', 'wrong-key']);
  });

  it('with the right key counts too, until a sealed message opens', () => {
    const host = padsHost();
    expectOk(host.open());
    expect(attemptsOf(host)).toBe(1);
    expectOk(host.sealedCall(trimClock, { trimPpb: 1 }).status);
    expect(attemptsOf(host)).toBe(0);
    expect(statusOf(host).wrongKeys).toBe(0);
  });

  it('that is a replay of a good handshake stays counted, for no sealed message follows', () => {
    const host = padsHost();
    const recorded: Uint8Array[] = [];
    const call = host.call.bind(host);
    host.call = (command, request, tag) => {
      if (command.code === openChannel.code) {
        recorded.push((request as { handshake: Uint8Array }).handshake);
      }
      return call(command, request, tag);
    };
    expectOk(host.open());
    expectOk(host.sealedCall(trimClock, { trimPpb: 1 }).status);
    const [handshake = new Uint8Array(48)] = recorded;
    const attacker = new RawHost(host.fob);
    for (let i = 0; i < 3; i++) expectOk(attacker.call(openChannel, { handshake }).status);
    expect(attemptsOf(host)).toBe(3);
    expect(attacker.call(openChannel, { handshake }).status).toBe('delayed');
  });

  it('of another length than 48 bytes is none', () => {
    const host = padsHost();
    const malformed = {
      ...openChannel,
      request: { ...openChannel.request, encode: () => Uint8Array.of(0xa1, 0x01, 0x41, 0x00) },
    };
    expect(host.call(malformed, { handshake: new Uint8Array(48) }).status).toBe('bad-payload');
    expect(attemptsOf(host)).toBe(0);
  });
});

describe('the delay', () => {
  it('grows as the page says and is measured in time of the fob', () => {
    const host = padsHost();
    for (let count = 1; count <= 17; count++) {
      fail(host, 1);
      const due = attemptDelaySeconds(count) * TICKS;
      expect(statusOf(host).channelDelay).toBe(due);
      if (due === 0) continue;
      host.fob.advance(due - 2000);
      expect(host.open()).toBe('delayed');
    }
    expect(attemptDelaySeconds(17)).toBe(3600);
  });

  it('is over when it has passed: the right key opens', () => {
    const host = padsHost();
    fail(host, 5);
    pass(host.fob, 3.99);
    expect(host.open()).toBe('delayed');
    pass(host.fob, 0.02);
    expect(host.open()).toBe('ok');
  });

  it('counts, writes and logs nothing for what comes too early', () => {
    const host = padsHost();
    fail(host, 4);
    const { flash } = host.fob.parts;
    const before = flash.programmedBytes;
    for (let i = 0; i < 20; i++) expect(host.open(WRONG)).toBe('delayed');
    expect(flash.programmedBytes).toBe(before);
    expect(attemptsOf(host)).toBe(4);
  });

  it('survives a reset, and the reset counts as the last attempt', () => {
    const host = padsHost();
    fail(host, 6);
    pass(host.fob, 7);
    reset(host);
    expect(statusOf(host).channelDelay).toBe(8 * TICKS);
    expect(host.open()).toBe('delayed');
    pass(host.fob, 8.01);
    expect(host.open()).toBe('ok');
  });

  it('is not shortened by a jump of the calendar', () => {
    const host = padsHost();
    fail(host, 6);
    host.fob.parts.rtc.set(host.fob.worldTicks + 3600 * TICKS);
    expect(host.open()).toBe('delayed');
  });

  it('goes back to none when a sealed message opens', () => {
    const host = padsHost();
    fail(host, 6);
    pass(host.fob, 8.1);
    expectOk(host.open());
    expectOk(host.sealedCall(trimClock, { trimPpb: 1 }).status);
    fail(host, 2);
    expect(host.open()).toBe('ok');
  });

  it('holds for every link alike', () => {
    const host = padsHost();
    fail(host, 4);
    expect(new RawHost(host.fob).open()).toBe('delayed');
  });

  it('is the longest when the count cannot be read', () => {
    const host = padsHost();
    fail(host, 3);
    const { flash } = host.fob.parts;
    const image = flash.save()['cells'];
    if (!(image instanceof Uint8Array)) throw new Error('no cells');
    const found = [...image.keys()].some((at) => {
      if (image[at] === 0xff) return false;
      flash.rot(at, 0);
      reset(host);
      if (attemptsOf(host) === 15) return true;
      flash.load({ ...flash.save(), cells: image });
      return false;
    });
    expect(found).toBe(true);
    expect(statusOf(host).channelDelay).toBe(3600 * TICKS);
  });
});
