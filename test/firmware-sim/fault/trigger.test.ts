import { getInfo } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../firmware-sim/fault/parse-fault.ts';
import { blankFob, HOTP_LOAD, loadedFob, START, TICKS } from '../../support/raw-host.ts';
import { arm, evidence, pressAndLook, status, watch } from './fault-support.ts';

describe('at a time', () => {
  it('a delay counts from the arming, to the tick', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.drift 5', { at: '30s' });
    fob.advance(30 * TICKS - 1);
    expect(evidence(fob, id)).toEqual({
      state: 'armed',
      firedCount: 0,
      evidence: 'waits for 30s after 2025-06-15T15:06:40Z',
    });
    fob.advance(1);
    expect(fob.faults.find(id)).toMatchObject({
      state: 'acting',
      armedAt: START,
      firstFiredAt: START + 30 * TICKS,
      lastFiredAt: START + 30 * TICKS,
    });
  });

  it('a world time that is over fires at once', () => {
    const fob = blankFob();
    expect(evidence(fob, arm(fob, 'crystal.stop', { at: '@1700000000' })).state).toBe('acting');
  });

  it('a world time that comes', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.stop', { at: '2025-06-15T16:00:00Z' });
    fob.advance(86_400 * TICKS);
    expect(fob.faults.find(id).firstFiredAt).toBe(1_750_003_200 * TICKS);
  });
});

describe('on the n-th event', () => {
  it('press: pushes of a finger count, not the edges of the contact', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.stop', { onNth: 'press:3' });
    for (let i = 0; i < 2; i++) pressAndLook(fob);
    expect(evidence(fob, id).evidence).toBe('waits for the 3rd press: 2 seen');
    pressAndLook(fob);
    expect(evidence(fob, id).state).toBe('acting');
  });

  it('reset', () => {
    const fob = blankFob('shinkin-hardware');
    const id = arm(fob, 'crystal.stop', { onNth: 'reset:2' });
    for (let i = 0; i < 2; i++) {
      fob.removeCell();
      fob.insertCell();
    }
    expect(evidence(fob, id).state).toBe('acting');
  });

  it('lcd', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.drift 1', { onNth: 'lcd:1' });
    fob.advance(TICKS);
    expect(evidence(fob, id).state).toBe('armed');
    pressAndLook(fob);
    expect(evidence(fob, id).state).toBe('acting');
  });

  it('write: bytes that go to flash', () => {
    const { fob } = loadedFob('generic', HOTP_LOAD);
    const id = arm(fob, 'crystal.drift 1', { onNth: 'write:5' });
    expect(evidence(fob, id).evidence).toBe('waits for the 5th write: 0 seen');
    pressAndLook(fob);
    expect(evidence(fob, id).state).toBe('acting');
  });

  it('frame.to-fob: requests', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'crystal.drift 1', { onNth: 'frame.to-fob:2' });
    host.call(getInfo, {});
    expect(evidence(host.fob, id).state).toBe('armed');
    host.call(getInfo, {});
    expect(evidence(host.fob, id).state).toBe('acting');
  });
});

describe('when a condition holds', () => {
  it('a temperature that a hand sets is felt at once', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.stop', { when: 'temperature>50' });
    fob.setTemperature(500);
    expect(evidence(fob, id).state).toBe('armed');
    fob.setTemperature(501);
    expect(evidence(fob, id).state).toBe('acting');
  });

  it('a charge that goes down by itself is felt within a minute, however time is cut', () => {
    const firedAt = [1, 7, 1000].map((pieces) => {
      const fob = blankFob('shinkin-hardware');
      arm(fob, 'battery.leak 1000');
      const id = arm(fob, 'crystal.stop', { when: 'battery<90' });
      const day = 86_400 * TICKS;
      for (let i = 1; i <= pieces; i++) fob.advanceTo(START + Math.floor((day * i) / pieces));
      return fob.faults.find(id).firstFiredAt;
    });
    expect(firedAt[0]).toBeDefined();
    expect(new Set(firedAt).size).toBe(1);
  });

  it('a lifecycle', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.drift 1', { when: 'lifecycle=dead' });
    expect(evidence(fob, id).evidence).toBe('waits for lifecycle=dead');
    fob.setBattery(0);
    expect(evidence(fob, id).state).toBe('armed');
    fob.plugIn();
    expect(evidence(fob, id).state).toBe('acting');
  });
});

describe('by chance', () => {
  it('fires again and again, as the seed draws', () => {
    const runs = ['1', '1', '2'].map((seed) => {
      const host = loadedFob();
      const id = arm(host.fob, 'frame.drop to-host', { chance: '0.3', seed });
      const answers = Array.from({ length: 40 }, () => host.call(getInfo, {}).status);
      const dropped = answers.filter((answer) => answer === 'silence').length;
      expect(host.fob.faults.find(id)).toMatchObject({ state: 'armed', firedCount: dropped });
      return answers.join();
    });
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).not.toBe(runs[2]);
    expect(runs[0]).toContain('silence');
  });

  it('without a seed the faults of one fob differ', () => {
    const host = loadedFob();
    const ids = [1, 2].map(() => arm(host.fob, 'frame.corrupt to-fob', { chance: '0.5' }));
    for (let i = 0; i < 60; i++) host.call(getInfo, {});
    const [one, two] = ids.map((id) => host.fob.faults.find(id).lastFiredAt);
    expect(one).toBeDefined();
    expect(two).toBeDefined();
    const [a, b] = ids.map((id) => host.fob.faults.find(id).firedCount);
    expect(a).not.toBe(b);
  });

  it('of a part: acts for its duration, then waits for the next chance', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.drift 10', { chance: 'press:1', for: '10s' });
    for (let i = 1; i <= 3; i++) {
      fob.press();
      expect(evidence(fob, id).state).toBe('acting');
      fob.advance(11 * TICKS);
      expect(evidence(fob, id)).toMatchObject({ state: 'armed', firedCount: i });
      expect(fob.parts.crystal.driftPpb).toBe(0);
    }
  });
});

describe('how long', () => {
  it('for a time, to the tick', () => {
    const fob = blankFob();
    const id = arm(fob, 'crystal.drift 10', { for: '2m' });
    fob.advance(120 * TICKS - 1);
    expect(fob.parts.crystal.driftPpb).toBe(10_000);
    fob.advance(1);
    expect(fob.parts.crystal.driftPpb).toBe(0);
    expect(evidence(fob, id)).toEqual({
      state: 'over',
      firedCount: 1,
      evidence: 'crystal 10 ppm faster from 2025-06-15T15:06:40Z until 2025-06-15T15:08:40Z',
    });
  });

  it('for events', () => {
    const fob = blankFob();
    arm(fob, 'crystal.drift 10', { for: 'press:2' });
    pressAndLook(fob);
    expect(fob.parts.crystal.driftPpb).toBe(10_000);
    pressAndLook(fob);
    expect(fob.parts.crystal.driftPpb).toBe(0);
  });

  it('of traffic for a time with no traffic has never fired', () => {
    const host = loadedFob();
    const id = arm(host.fob, 'wire.drop', { for: '2m' });
    expect(evidence(host.fob, id).evidence).toBe('acts, but has not fired: no byte met yet');
    host.fob.advance(121 * TICKS);
    expect(evidence(host.fob, id).state).toBe('never-fired');
    expect(host.call(getInfo, {}).status).toBe('ok');
  });
});

describe('while the CPU works', () => {
  it('no part changes under its hands: a cell drained as the LCD lights is felt afterwards', () => {
    const host = loadedFob('shinkin-hardware');
    const seen = watch(host.fob);
    arm(host.fob, 'battery.drain', { onNth: 'lcd:1' });
    pressAndLook(host.fob);
    const kinds = seen.map(({ kind }) => kind).filter((kind) => kind !== 'button');
    expect(kinds).toEqual(['fault-armed', 'press', 'lcd', 'fault-fired', 'power-off']);
  });

  it('a fault that a host arms as bytes reach it acts once the fob sleeps', () => {
    const host = loadedFob();
    host.wire.onBytes(() => {
      if (host.fob.faults.report().length > 0) return;
      const report = host.fob.faults.arm(parseFault(['cpu.hang']));
      expect(report).toMatchObject({
        state: 'armed',
        evidence: 'waits for the CPU to sleep',
      });
    });
    expect(host.call(getInfo, {}).status).toBe('ok');
    expect(evidence(host.fob, 'f1').state).toBe('acting');
    host.fob.advance(3 * TICKS);
    expect(status(host).resetCause).toBe('watchdog');
  });
});
