import type { Fob } from '@fobkit/firmware-sim';
import { describe, expect, it } from 'vitest';
import { loadedFob, RawHost, TICKS } from '../../support/raw-host.ts';
import { eventsOf, pass, powerCycle, push, statusOf } from './firmware-support.ts';

function pressesOf(host: RawHost): number {
  return statusOf(host).presses;
}

function pushFor(fob: Fob, milliseconds: number): void {
  fob.press(Math.round((milliseconds * TICKS) / 1000));
  pass(fob, 0.5 + milliseconds / 1000);
}

describe.each(['generic', 'shinkin-hardware'])('the button of %s', (profile) => {
  it('counts one press for a contact that bounces for 15 ms', () => {
    const host = loadedFob(profile);
    host.fob.parts.button.bounceMilliseconds = 15;
    let edges = 0;
    host.fob.observe((noted) => {
      if (noted.kind === 'button') edges++;
    });
    for (let i = 1; i <= 50; i++) {
      push(host.fob);
      pass(host.fob, 31);
      expect(pressesOf(host)).toBe(i);
    }
    expect(edges).toBeGreaterThan(150);
  });

  it('counts nothing for a contact shorter than 20 ms', () => {
    const host = loadedFob(profile);
    host.fob.parts.button.bounceMilliseconds = 0;
    pushFor(host.fob, 19);
    expect(pressesOf(host)).toBe(0);
    pushFor(host.fob, 21);
    expect(pressesOf(host)).toBe(1);
  });

  it('that is stuck is written to the log once, after 30 s', () => {
    const host = loadedFob(profile);
    host.fob.hold();
    pass(host.fob, 29);
    expect(eventsOf(host)).not.toContain('button-stuck');
    pass(host.fob, 3600);
    expect(eventsOf(host).filter((kind) => kind === 'button-stuck')).toHaveLength(1);
  });

  it('works again when it comes unstuck', () => {
    const host = loadedFob(profile);
    host.fob.hold();
    pass(host.fob, 60);
    host.fob.release();
    pass(host.fob, 1);
    const before = pressesOf(host);
    push(host.fob);
    expect(pressesOf(host)).toBe(before + 1);
  });

  it('that is down at a reset is no press until it comes up and goes down again', () => {
    const host = loadedFob(profile);
    host.fob.hold();
    pass(host.fob, 0.01);
    powerCycle(host.fob);
    pass(host.fob, 2);
    host.fob.release();
    pass(host.fob, 1);
    const after = new RawHost(host.fob);
    expect(pressesOf(after)).toBe(0);
    push(host.fob);
    expect(pressesOf(after)).toBe(1);
  });

  it('that is stuck over a reset is told as stuck', () => {
    const host = loadedFob(profile);
    host.fob.hold();
    powerCycle(host.fob);
    pass(host.fob, 31);
    expect(eventsOf(new RawHost(host.fob))).toContain('button-stuck');
  });
});

describe('a press is told', () => {
  it('when the button goes down on a fob without a menu', () => {
    const { fob } = loadedFob('shinkin-hardware');
    fob.hold();
    pass(fob, 0.1);
    expect(fob.view.on).toBe(true);
  });

  it('when the button comes up on a fob with one', () => {
    const { fob } = loadedFob();
    fob.hold();
    pass(fob, 1);
    expect(fob.view.on).toBe(false);
    fob.release();
    pass(fob, 0.1);
    expect(fob.view.on).toBe(true);
  });
});
