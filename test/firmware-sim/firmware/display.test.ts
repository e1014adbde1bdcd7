import { getStatus, readCode, readDisplay } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { pass, push, replyOf, seen, statusOf } from './firmware-support.ts';
import { CODE } from './display-loads.ts';

const ALWAYS_ON = { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000158423177' };

describe('a press', () => {
  it('shows the code for 30 s and then nothing', () => {
    const { fob } = loadedFob();
    expect(seen(fob)).toBe('');
    push(fob);
    expect(seen(fob)).toMatch(CODE);
    pass(fob, 29.5);
    expect(seen(fob)).toMatch(CODE);
    pass(fob, 0.6);
    expect(fob.view.on).toBe(false);
  });

  it('while the code stands turns the LCD off, and counts for nothing', () => {
    const host = loadedFob();
    push(host.fob);
    push(host.fob);
    expect(host.fob.view.on).toBe(false);
    expect(statusOf(host).presses).toBe(1);
  });

  it('within the same step shows the same code again', () => {
    const { fob } = loadedFob();
    push(fob);
    const code = seen(fob);
    push(fob);
    push(fob);
    expect(seen(fob)).toBe(code);
  });

  it('shows what ReadCode tells', () => {
    const host = loadedFob();
    push(host.fob);
    expect(replyOf(host.call(readCode, {})).code).toBe(seen(host.fob));
  });

  it('of a blank fob says so', () => {
    const { fob } = new RawHost(blankFob());
    push(fob);
    expect(seen(fob)).toBe('bLAnC');
    pass(fob, 5);
    expect(seen(fob)).toBe('');
  });

  it('of an HOTP fob shows the next code, also while a code stands', () => {
    const load = { ...HOTP_LOAD, serialLabel: '1000133508267' };
    const { fob } = loadedFob('hotp-button', load);
    const codes = [1, 2, 3].map(() => {
      push(fob);
      return seen(fob);
    });
    expect(codes).toEqual(['755224', '287082', '359152']);
  });

  it('has its counter in flash before the code is on the LCD', () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    const counters: (number | undefined)[] = [];
    fob.observe((noted) => {
      if (noted.kind === 'lcd' && noted.text !== '') {
        counters.push(fob.firmware?.core.memory.counter);
      }
    });
    push(fob);
    expect(counters).toEqual([1]);
  });
});

describe('a long press', () => {
  function menu(host: RawHost): readonly string[] {
    host.fob.hold();
    pass(host.fob, 6.1);
    host.fob.release();
    const pages: string[] = [];
    for (let i = 0; i < 6; i++) {
      pages.push(seen(host.fob));
      pass(host.fob, 5);
    }
    return pages;
  }

  it('shows time, battery and serial label page by page, 5 s each', () => {
    const host = loadedFob();
    expect(menu(host)).toEqual(['1750000006', 'b 100', '5KtH000000', '17', '', '']);
  });

  it('on a blank fob shows dashes for what is not there', () => {
    expect(menu(new RawHost(blankFob())).slice(0, 3)).toEqual(['--', 'b 100', '--']);
  });

  it('uses up no press and no counter', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    menu(host);
    expect(statusOf(host)).toMatchObject({ presses: 0, counter: 0 });
  });

  it('on a fob without a menu is a press', () => {
    const host = loadedFob('shinkin-hardware');
    host.fob.hold();
    pass(host.fob, 7);
    expect(seen(host.fob)).toMatch(CODE);
    expect(statusOf(host).presses).toBe(1);
  });
});

describe('an always-on display', () => {
  it('changes its code with each minute, without a press', () => {
    const host = loadedFob('sid700', ALWAYS_ON);
    const codes = [0, 1, 2, 3].map(() => {
      const shown = seen(host.fob);
      expect(replyOf(host.call(readCode, {})).code).toBe(shown);
      pass(host.fob, 60);
      return shown;
    });
    expect(new Set(codes).size).toBe(4);
  });

  it('counts the minute down in six bars', () => {
    const { fob } = loadedFob('sid700', ALWAYS_ON);
    // START is 40 s into a minute.
    expect(fob.view.bars).toEqual({ lit: 2, of: 6 });
    pass(fob, 21);
    expect(fob.view.bars).toEqual({ lit: 6, of: 6 });
    pass(fob, 30);
    expect(fob.view.bars).toEqual({ lit: 3, of: 6 });
  });

  // START is 40 s into a minute, so that the expiry falls 10 s before the next code.
  it('ends with its expiry, not with the step, and logs it then', () => {
    const host = loadedFob('sid700', { ...ALWAYS_ON, expiry: START / TICKS + 10 });
    pass(host.fob, 9.9);
    expect(seen(host.fob)).toMatch(CODE);
    pass(host.fob, 0.2);
    expect(seen(host.fob)).toBe('');
    const [event] = replyOf(host.call(getStatus, { events: 1 })).events;
    expect(event).toMatchObject({ kind: 'expired' });
    expect(Math.floor((event?.clock ?? 0) / TICKS)).toBe(START / TICKS + 10);
  });

  it('that stands when the clock leaps over the expiry is told to no host', () => {
    const host = loadedFob('sid700', { ...ALWAYS_ON, expiry: START / TICKS + 3600 });
    host.fob.parts.rtc.jump(3605 * TICKS);
    expect(seen(host.fob)).toMatch(CODE);
    expect(host.call(readDisplay, {}).status).toBe('wrong-lifecycle');
    expect(replyOf(host.call(readDisplay, {})).text).toBe('');
  });

  it('follows its clock when that is set', () => {
    const host = loadedFob('sid700', ALWAYS_ON);
    const before = seen(host.fob);
    host.fob.parts.rtc.jump(600 * TICKS);
    push(host.fob);
    pass(host.fob, 60);
    expect(seen(host.fob)).not.toBe(before);
    expect(seen(host.fob)).toBe(replyOf(host.call(readCode, {})).code);
  });
});

describe('an app', () => {
  const load = { ...TOTP_LOAD, serialLabel: 'SKTS00509641' };

  it('counts the seconds of its code down', () => {
    const { fob } = loadedFob('shinkin-app', load);
    expect(fob.view.seconds).toEqual({ left: 20, of: 30 });
    pass(fob, 7);
    expect(fob.view.seconds).toEqual({ left: 13, of: 30 });
  });

  it('shows its serial label under the code from one switch to the next', () => {
    const host = loadedFob('shinkin-app', load);
    expect(host.fob.view.rows).toHaveLength(1);
    push(host.fob);
    expect(host.fob.view.rows).toEqual([seen(host.fob), 'SKTS00509641']);
    expect(host.call(readDisplay, {})).toMatchObject({ reply: { caption: 'SKTS00509641' } });
    pass(host.fob, 60);
    expect(host.fob.view.rows[1]).toBe('SKTS00509641');
    push(host.fob);
    expect(host.fob.view.rows).toHaveLength(1);
  });
});

describe('ReadDisplay', () => {
  it('of a dark LCD tells that it is off', () => {
    expect(replyOf(loadedFob().call(readDisplay, {}))).toEqual({ on: false, text: '' });
  });

  it('tells text and seconds left', () => {
    const host = loadedFob();
    push(host.fob);
    pass(host.fob, 10);
    const { text, ...rest } = replyOf(host.call(readDisplay, {}));
    expect(text).toBe(seen(host.fob));
    expect(rest).toEqual({ on: true, secondsLeft: 19 });
  });

  it('tells what was asked of the LCD, which a broken segment may not show', () => {
    const host = loadedFob();
    push(host.fob);
    const text = replyOf(host.call(readDisplay, {})).text;
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const) {
      host.fob.parts.lcd.breakSegment(1, name);
    }
    expect(seen(host.fob)).not.toBe(text);
    expect(replyOf(host.call(readDisplay, {})).text).toBe(text);
  });
});
