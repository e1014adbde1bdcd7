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
import { eventsOf, pass, push, replyOf, seen, statusOf, variant } from './firmware-support.ts';

const ALWAYS_ON = { ...TOTP_LOAD, stepSeconds: 60, serialLabel: '000158423177' };
const CARD = { ...TOTP_LOAD, serialLabel: '3050412297' };
const CODE = /^\d{6}$/;

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

describe('a weak cell', () => {
  it.each([
    [10.5, CODE],
    [9.9, /^bAtt 09$/],
    [3.5, /^bAtt 03$/],
  ])('at %d %% shows first what fits %s', (percent, text) => {
    const { fob } = loadedFob('shinkin-hardware');
    fob.setBattery(percent);
    push(fob);
    expect(seen(fob)).toMatch(text);
    pass(fob, 2);
    expect(seen(fob)).toMatch(CODE);
  });

  it('that cannot bear the computation says so, then resets the fob: the press is counted', () => {
    const host = loadedFob('shinkin-hardware');
    host.fob.setBattery(1);
    push(host.fob);
    expect(seen(host.fob)).toBe('bAtt 01');
    pass(host.fob, 2);
    expect(seen(host.fob)).toBe('');
    expect(statusOf(host)).toMatchObject({ resetCause: 'brown-out', presses: 1 });
  });

  it('is told of before the code is computed: the code is that of the step in which it comes', () => {
    const host = loadedFob('shinkin-hardware');
    host.fob.setBattery(3.5);
    // START is 10 s into a step of 30 s; the warning stands for 2 s.
    pass(host.fob, 18.5);
    push(host.fob);
    expect(seen(host.fob)).toBe('bAtt 03');
    pass(host.fob, 2);
    expect(seen(host.fob)).toBe(replyOf(host.call(readCode, {})).code);
  });

  it('of an HOTP fob costs no further counter: the code after the warning is the press’s', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    host.fob.setBattery(5);
    push(host.fob);
    expect(seen(host.fob)).not.toMatch(CODE);
    pass(host.fob, 3);
    expect(seen(host.fob)).toBe('755224');
    expect(statusOf(host).counter).toBe(1);
  });

  it('of a card that browns out under a code has shown its last warning', () => {
    const host = loadedFob('yucho-card', CARD);
    host.fob.setBattery(2.4);
    host.fob.setTemperature(0);
    push(host.fob);
    expect(seen(host.fob)).toBe('Lo-bAtt 1');
    pass(host.fob, 3);
    expect(statusOf(host)).toMatchObject({ resetCause: 'brown-out' });
  });

  it('is written to the event log once', () => {
    const host = loadedFob();
    host.fob.setBattery(5);
    for (let i = 0; i < 6; i++) push(host.fob);
    expect(eventsOf(host).filter((kind) => kind === 'low-battery')).toHaveLength(1);
  });

  it.each([
    [5.5, CODE],
    [4.5, /^Lo-bAtt 2$/],
    [2.9, /^Lo-bAtt 1$/],
  ])('of a card at %d %% shows for 3 s what fits %s', (percent, text) => {
    const { fob } = loadedFob('yucho-card', CARD);
    fob.setBattery(percent);
    push(fob);
    expect(seen(fob)).toMatch(text);
    pass(fob, 3);
    expect(seen(fob)).toMatch(CODE);
  });
});

describe('the end', () => {
  it('comes after 8,000 presses: the last one still shows a code', () => {
    const host = loadedFob('shinkin-hardware');
    const { fob } = host;
    let codes = 0;
    for (let i = 1; i <= 8000; i++) {
      fob.press();
      pass(fob, 0.25);
      if (CODE.test(seen(fob))) codes++;
      pass(fob, 30);
    }
    expect(codes).toBe(8000);
    expect(statusOf(host)).toMatchObject({ presses: 8000, lifecycle: 'expired' });
    push(fob);
    expect(seen(fob)).toBe('bAtt 00');
    expect(host.call(readCode, {}).status).toBe('wrong-lifecycle');
    expect(eventsOf(host).filter((kind) => kind === 'expired')).toHaveLength(1);
  });

  it('of an HOTP fob wastes no counter on the press after the last', () => {
    const profile = variant('generic', { endOfLife: { presses: 2, text: 'End' } });
    const host = new RawHost(blankFob('generic', profile));
    host.provision({ ...HOTP_LOAD });
    const shown = [1, 2, 3].map(() => {
      push(host.fob);
      const text = seen(host.fob);
      pass(host.fob, 31);
      return text;
    });
    expect(shown).toEqual(['755224', '287082', 'End']);
    expect(statusOf(host)).toMatchObject({ counter: 2, presses: 3 });
  });

  it('by date shows the text of the profile', () => {
    const { fob } = loadedFob('generic', { ...TOTP_LOAD, expiry: START / TICKS + 5 });
    pass(fob, 6);
    push(fob);
    expect(seen(fob)).toBe('EEEEEE');
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
