import { restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { type Purpose, readCode, readDisplay, loadSeed, wipe } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
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
  pass,
  powerCycle,
  productionLoad,
  push,
  replyOf,
  seen,
  statusOf,
  variant,
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

describe.each<Purpose>(['test', 'production'])('a press that shows no code (%s)', (purpose) => {
  // Expired when it is pressed, ready when it is asked: its clock leaps there and back.
  function pressedWhileExpired(counter: number): RawHost {
    const expiry = START / TICKS + 3600;
    const host = loadedFob('generic', { ...HOTP_LOAD, purpose, counter, expiry });
    host.fob.parts.rtc.jump(7200 * TICKS);
    push(host.fob);
    host.fob.parts.rtc.jump(-7200 * TICKS);
    return host;
  }

  it.each([0, 7])('answers for none: no code from before the counter %d is told', (counter) => {
    const host = pressedWhileExpired(counter);
    const answer = host.call(readCode, {});
    if (purpose === 'production') expect(answer).toEqual({ status: 'press-required' });
    else expect(answer).toMatchObject({ reply: { movingFactor: counter } });
    expect(statusOf(host)).toMatchObject({ counter: purpose === 'test' ? counter + 1 : counter });
  });
});

it('a press of a display that is always on uses no counter: the next one is told', () => {
  const host = new RawHost(blankFob('sid700', variant('sid700', { modes: ['hotp'] })));
  host.provision({ ...productionLoad(HOTP_LOAD), serialLabel: '000158423177' });
  push(host.fob);
  expect(host.call(readCode, {})).toMatchObject({ reply: { code: '755224', movingFactor: 0 } });
  expect(statusOf(host)).toMatchObject({ counter: 1 });
});

it('a press of an OCRA fob answers for one challenge, though it shows no code', () => {
  const { counter: _, ...load } = productionLoad(HOTP_LOAD);
  const suite = 'OCRA-1:HOTP-SHA1-6:QN08';
  const host = loadedFob('generic', { ...load, mode: 'ocra', suite });
  expect(host.call(readCode, { challenge: '1' }).status).toBe('press-required');
  push(host.fob);
  expect(host.call(readCode, { challenge: '1' }).status).toBe('ok');
  expect(host.call(readCode, { challenge: '1' }).status).toBe('press-required');
});

it('a press is kept over a snapshot, with the counter that it used', () => {
  const { fob } = loadedFob('generic', HOTP_LOAD);
  push(fob);
  const host = new RawHost(restoreFob(takeSnapshot(fob), nodePrimitives));
  expect(host.call(readCode, {})).toMatchObject({ reply: { movingFactor: 0 } });
});

it('the last press of a life is a person’s: its code is told to no host', () => {
  const profile = variant('generic', { endOfLife: { presses: 1, text: 'End' } });
  const host = new RawHost(blankFob('generic', profile));
  host.provision();
  push(host.fob);
  expect(seen(host.fob)).toMatch(/^\d{6}$/);
  expect(host.call(readDisplay, {}).status).toBe('wrong-lifecycle');
  expect(host.call(readCode, {}).status).toBe('wrong-lifecycle');
});

it('the purpose is told by GetInfo and cannot be changed but by a wipe', () => {
  const host = loadedFob('generic', productionLoad());
  expect(host.sealedCall(loadSeed, TOTP_LOAD).status).toBe('wrong-lifecycle');
});
