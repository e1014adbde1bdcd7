import { type Purpose, readCode, readDisplay, loadSeed, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import {
  pass,
  powerCycle,
  productionLoad,
  push,
  replyOf,
  seen,
  statusOf,
} from './firmware-support.ts';

const READS = [
  ['ReadCode', (host: RawHost) => host.call(readCode, {}).status],
  ['ReadDisplay', (host: RawHost) => host.call(readDisplay, {}).status],
] as const;

describe('on a production fob', () => {
  it('ReadCode wants a press', () => {
    const host = loadedFob('generic', productionLoad());
    expect(host.call(readCode, {}).status).toBe('press-required');
    push(host.fob);
    expect(host.call(readCode, {}).status).toBe('ok');
  });

  it.each(READS)('%s answers one code for one press', (_, read) => {
    const host = loadedFob('generic', productionLoad());
    push(host.fob);
    expect(read(host)).toBe('ok');
    expect(host.call(readCode, {}).status).toBe('press-required');
    expect(host.call(readDisplay, {}).status).toBe('press-required');
  });

  it.each([
    [29.9, 'ok'],
    [30.2, 'press-required'],
  ])('a press counts for 30 s: after %d s %s', (seconds, status) => {
    const host = loadedFob('generic', productionLoad());
    push(host.fob);
    pass(host.fob, seconds - 0.3);
    expect(host.call(readCode, {}).status).toBe(status);
  });

  it('ReadDisplay of a dark LCD or a mere text wants none', () => {
    const host = loadedFob('generic', productionLoad());
    expect(host.call(readDisplay, {}).status).toBe('ok');
    host.fob.press(7 * 32_768);
    pass(host.fob, 8);
    expect(replyOf(host.call(readDisplay, {})).text).toMatch(/^\d+$/);
  });

  it('ReadDisplay of an always-on display wants a press too', () => {
    const host = loadedFob('sid700', {
      ...productionLoad(),
      stepSeconds: 60,
      serialLabel: '000158423177',
    });
    expect(seen(host.fob)).toMatch(/^\d{6}$/);
    expect(host.call(readDisplay, {}).status).toBe('press-required');
    push(host.fob);
    expect(replyOf(host.call(readDisplay, {})).text).toBe(seen(host.fob));
    expect(host.call(readDisplay, {}).status).toBe('press-required');
  });

  it('a refused challenge does not use up the press', () => {
    const host = loadedFob('generic', productionLoad());
    push(host.fob);
    expect(host.call(readCode, { challenge: '1' }).status).toBe('bad-challenge');
    expect(host.call(readCode, {}).status).toBe('ok');
  });

  it('a refusal for want of a press uses up no counter', () => {
    const host = loadedFob('generic', productionLoad(HOTP_LOAD));
    expect(host.call(readCode, {}).status).toBe('press-required');
    expect(statusOf(host)).toMatchObject({ counter: 0 });
  });

  it('a press from before a reset counts no more', () => {
    const { fob } = loadedFob('generic', productionLoad(HOTP_LOAD));
    push(fob);
    powerCycle(fob);
    expect(new RawHost(fob).call(readCode, {}).status).toBe('press-required');
  });

  it('a press from before the load or the wipe counts no more', () => {
    const host = new RawHost(blankFob());
    push(host.fob);
    host.provision(productionLoad());
    expect(host.call(readCode, {}).status).toBe('press-required');
    push(host.fob);
    expectOk(host.sealedCall(wipe, {}).status);
    expectOk(host.sealedCall(loadSeed, productionLoad()).status);
    expect(host.call(readCode, {}).status).toBe('press-required');
  });
});

it('a test fob tells its code without a press', () => {
  const host = loadedFob();
  expect(host.call(readCode, {}).status).toBe('ok');
  push(host.fob);
  expect(host.call(readDisplay, {}).status).toBe('ok');
  expect(host.call(readDisplay, {}).status).toBe('ok');
});

describe.each<Purpose>(['test', 'production'])('an HOTP fob of purpose %s', (purpose) => {
  const load = { ...HOTP_LOAD, purpose };

  it('tells the code that the press has shown, and no second one', () => {
    const host = loadedFob('generic', load);
    push(host.fob);
    const shown = seen(host.fob);
    expect(host.call(readCode, {})).toMatchObject({ reply: { code: shown, movingFactor: 0 } });
    expect(statusOf(host)).toMatchObject({ counter: 1, presses: 1 });
  });

  it('tells it also when the LCD is dark again', () => {
    const profile = { ...load, serialLabel: '1000133508267' };
    const host = loadedFob('hotp-button', profile);
    push(host.fob);
    const shown = seen(host.fob);
    pass(host.fob, 20);
    expect(seen(host.fob)).toBe('');
    expect(host.call(readCode, {})).toMatchObject({ reply: { code: shown, movingFactor: 0 } });
    expect(statusOf(host).counter).toBe(1);
  });
});

it('an HOTP test fob whose press is older than 30 s tells the next code', () => {
  const host = loadedFob('generic', HOTP_LOAD);
  push(host.fob);
  pass(host.fob, 31);
  expect(host.call(readCode, {})).toMatchObject({ reply: { movingFactor: 1 } });
});

it('the purpose is told by GetInfo and cannot be changed but by a wipe', () => {
  const host = loadedFob('generic', productionLoad());
  expect(host.sealedCall(loadSeed, TOTP_LOAD).status).toBe('wrong-lifecycle');
});
