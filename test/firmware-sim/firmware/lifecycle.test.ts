import { getInfo, readCode, rotateTransportKey, setClock, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import {
  eventsOf,
  infoOf,
  pass,
  powerCycle,
  push,
  seen,
  statusOf,
  variant,
  WAYS,
} from './firmware-support.ts';

const NOW = START / TICKS;

describe('a fob is', () => {
  it('blank until a seed is loaded and after a wipe', () => {
    const host = new RawHost(blankFob());
    expect(infoOf(host).lifecycle).toBe('blank');
    host.provision();
    expect(infoOf(host).lifecycle).toBe('ready');
    expectOk(host.sealedCall(wipe, {}).status);
    expect(infoOf(host).lifecycle).toBe('blank');
  });

  it('clock-lost when a mode that wants the time has none', () => {
    const host = WAYS['clock-lost']();
    expect(infoOf(host).lifecycle).toBe('clock-lost');
    expect(statusOf(host)).not.toHaveProperty('clock', expect.anything());
    expect(eventsOf(host)).toContain('clock-lost');
  });

  it('ready without a clock in a mode that wants none', () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    powerCycle(fob);
    const host = new RawHost(fob);
    expect(infoOf(host).lifecycle).toBe('ready');
    expect(host.call(readCode, {}).status).toBe('ok');
  });

  it.each([
    ['OCRA-1:HOTP-SHA1-6:QN08', 'ready'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M', 'clock-lost'],
  ])('%s without a clock: %s', (suite, lifecycle) => {
    const { seed, algorithm, digits, serialLabel, purpose } = TOTP_LOAD;
    const load = { seed, algorithm, digits, serialLabel, purpose, suite, mode: 'ocra' } as const;
    const { fob } = loadedFob('generic', load);
    powerCycle(fob);
    expect(infoOf(new RawHost(fob)).lifecycle).toBe(lifecycle);
  });

  it('clock-lost before T0, and ready from T0 on', () => {
    const host = loadedFob('generic', { ...TOTP_LOAD, t0: NOW + 100 });
    expect(infoOf(host).lifecycle).toBe('clock-lost');
    push(host.fob);
    expect(seen(host.fob)).toBe('------');
    pass(host.fob, 100);
    expect(infoOf(host).lifecycle).toBe('ready');
  });

  it('an always-on fob shows its first code at T0 by itself', () => {
    const load = { ...TOTP_LOAD, serialLabel: '000158423177', stepSeconds: 60, t0: NOW + 100 };
    const { fob } = loadedFob('sid700', load);
    expect(seen(fob)).toBe('------');
    pass(fob, 101);
    expect(seen(fob)).toMatch(/^\d{6}$/);
  });

  it('expired from the second of its expiry on', () => {
    const host = loadedFob('generic', { ...TOTP_LOAD, expiry: NOW + 10 });
    pass(host.fob, 9.5);
    expect(infoOf(host).lifecycle).toBe('ready');
    pass(host.fob, 0.6);
    expect(infoOf(host).lifecycle).toBe('expired');
    expect(eventsOf(host)[0]).toBe('expired');
  });

  it('expired after its last counter, which no code is told of', () => {
    const last = Number.MAX_SAFE_INTEGER;
    const host = loadedFob('generic', { ...HOTP_LOAD, counter: last - 1 });
    expect(host.call(readCode, {})).toMatchObject({ reply: { movingFactor: last - 1 } });
    expect(infoOf(host).lifecycle).toBe('expired');
    push(host.fob);
    expect(statusOf(host)).toMatchObject({ counter: last, presses: 1 });
    expect(seen(host.fob)).toBe('EEEEEE');
  });

  it('dead when its cell is empty, though a bus powers it', () => {
    const host = WAYS.dead();
    expect(infoOf(host).lifecycle).toBe('dead');
    expect(statusOf(host)).toMatchObject({ batteryPercent: 0, externalPower: true });
    push(host.fob);
    expect(seen(host.fob)).toMatch(/^bAtt/);
    pass(host.fob, 2);
    expect(seen(host.fob)).toBe('------');
  });

  it('dead on a bus when its cell is out, and ready with the last of its charge', () => {
    const host = loadedFob();
    host.fob.removeCell();
    expect(infoOf(host).lifecycle).toBe('dead');
    host.fob.insertCell();
    host.fob.setBattery(0.5);
    expect(infoOf(host).lifecycle).toBe('ready');
    expect(statusOf(host).batteryPercent).toBe(0);
  });

  it('silent without any power, and back with it', () => {
    const { fob } = WAYS.dead();
    fob.unplug();
    expect(fob.running).toBe(false);
    push(fob);
    expect(seen(fob)).toBe('');
    expect(infoOf(new RawHost(fob)).lifecycle).toBe('dead');
  });
});

describe('when several hold', () => {
  it('dead comes before blank', () => {
    const host = new RawHost(blankFob());
    host.fob.setBattery(0);
    expect(infoOf(host).lifecycle).toBe('dead');
  });

  it('expired comes before clock-lost, where it is by presses', () => {
    const profile = variant('generic', { endOfLife: { presses: 1, text: 'End' } });
    const first = new RawHost(blankFob('generic', profile));
    first.provision();
    push(first.fob);
    powerCycle(first.fob);
    expect(infoOf(new RawHost(first.fob)).lifecycle).toBe('expired');
  });

  it('clock-lost comes before expired, where it is by date: a lost clock tells no date', () => {
    const { fob } = WAYS.expired();
    powerCycle(fob);
    expect(infoOf(new RawHost(fob)).lifecycle).toBe('clock-lost');
  });
});

describe('a lost clock', () => {
  it('is not set again without a wipe', () => {
    const host = WAYS['clock-lost']();
    host.open();
    expect(host.sealedCall(setClock, { clock: host.fob.worldTicks }).status).toBe('clock-limit');
    expectOk(host.sealedCall(wipe, {}).status);
    expectOk(host.sealedCall(setClock, { clock: host.fob.worldTicks }).status);
  });
});

describe('rot', () => {
  /** Flips one bit of each byte of flash until `found`. */
  function rotUntil(host: RawHost, found: () => boolean): void {
    const image = host.fob.parts.flash.save()['cells'];
    if (!(image instanceof Uint8Array)) throw new Error('no cells');
    for (let at = 0; at < image.length; at++) {
      if (image[at] === 0xff) continue;
      host.fob.parts.flash.rot(at, 0);
      powerCycle(host.fob);
      if (found()) return;
      host.fob.parts.flash.load({ ...host.fob.parts.flash.save(), cells: image });
    }
    throw new Error('no byte did it');
  }

  it('of the seed or its counter makes the fob dead, and a wipe heals it', () => {
    let host = loadedFob('generic', HOTP_LOAD);
    const { fob } = host;
    rotUntil(host, () => fob.firmware?.core.memory.tokenDamaged === true);
    host = new RawHost(fob);
    expect(infoOf(host).lifecycle).toBe('dead');
    push(fob);
    expect(seen(fob)).toBe('------');
    expect(eventsOf(host)).toContain('flash-damaged');
    expectOk(host.open());
    expectOk(host.sealedCall(wipe, {}).status);
    expect(infoOf(host).lifecycle).toBe('blank');
    host.provision(HOTP_LOAD);
    expect(host.call(readCode, {}).status).toBe('ok');
  });

  it('of the transport key closes the channel for good and leaves the codes', () => {
    let host = loadedFob();
    const { fob } = host;
    const key = new Uint8Array(32).fill(0x3c);
    expectOk(host.sealedCall(rotateTransportKey, { key }).status);
    rotUntil(host, () => fob.firmware?.core.memory.keyDamaged === true);
    host = new RawHost(fob);
    for (const one of [key, host.factoryKey]) expect(host.open(one)).toBe('flash-damaged');
    expect(fob.firmware?.core.memory.attempts).toBe(0);
    fob.parts.rtc.set(fob.worldTicks);
    expect(host.call(readCode, {}).status).toBe('ok');
  });

  it('of the use of the clock limit leaves nothing of the limit', () => {
    let host = loadedFob();
    const { fob } = host;
    expectOk(host.sealedCall(setClock, { clock: fob.worldTicks + TICKS }).status);
    rotUntil(host, () => fob.firmware?.core.memory.clock.moved === Number.MAX_SAFE_INTEGER);
    host = new RawHost(fob);
    expect(host.call(getInfo, {}).status).toBe('ok');
    fob.parts.rtc.set(fob.worldTicks);
    expectOk(host.open());
    expect(host.sealedCall(setClock, { clock: fob.worldTicks + TICKS }).status).toBe('clock-limit');
  });
});
