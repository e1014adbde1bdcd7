import { readCode } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { HOTP_LOAD, loadedFob } from '../../support/raw-host.ts';
import { eventsOf, pass, push, replyOf, seen, statusOf } from './firmware-support.ts';
import { CARD, CODE } from './display-loads.ts';

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
