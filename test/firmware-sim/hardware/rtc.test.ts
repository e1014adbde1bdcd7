import { describe, expect, it } from 'vitest';
import { Crystal, TUNING_FORK } from '../../../firmware-sim/hardware/crystal.ts';
import { Rtc } from '../../../firmware-sim/hardware/rtc.ts';

function rtc(): { rtc: Rtc; crystal: Crystal } {
  const crystal = new Crystal({ ...TUNING_FORK, tolerancePpb: 0, ageingPpbPerYear: 0 });
  return { rtc: new Rtc(crystal), crystal };
}

describe('rtc', () => {
  it('is not valid until it is set', () => {
    const { rtc: clock } = rtc();
    expect(clock.valid()).toBe(false);
    clock.set(5_000);
    expect(clock.valid()).toBe(true);
    expect(clock.now()).toBe(5_000);
  });

  it('counts calendar and uptime together; set leaves uptime alone', () => {
    const { rtc: clock } = rtc();
    clock.advance(100);
    clock.set(1_000_000);
    clock.advance(50);
    expect(clock.now()).toBe(1_000_050);
    expect(clock.uptime()).toBe(150);
  });

  it('goes off once, when uptime reaches the alarm', () => {
    const { rtc: clock } = rtc();
    clock.setAlarm(100);
    clock.advance(99);
    expect(clock.ticksToAlarm()).toBe(1);
    expect(clock.takeAlarm()).toBe(false);
    clock.advance(5);
    expect(clock.ticksToAlarm()).toBe(0);
    expect(clock.takeAlarm()).toBe(true);
    expect(clock.takeAlarm()).toBe(false);
    expect(clock.ticksToAlarm()).toBeUndefined();
  });

  it('is disarmed by undefined', () => {
    const { rtc: clock } = rtc();
    clock.setAlarm(10);
    clock.setAlarm(undefined);
    clock.advance(20);
    expect(clock.takeAlarm()).toBe(false);
  });

  it('keeps the calendar over a reset but not the uptime or the alarm', () => {
    const { rtc: clock } = rtc();
    clock.set(777);
    clock.setAlarm(50);
    clock.advance(10);
    clock.reset();
    expect([clock.now(), clock.uptime(), clock.valid()]).toEqual([787, 0, true]);
    expect(clock.ticksToAlarm()).toBeUndefined();
  });

  it('loses its time with its power and stands still without it', () => {
    const { rtc: clock } = rtc();
    clock.set(777);
    clock.powerLost();
    clock.advance(1000);
    expect([clock.now(), clock.uptime(), clock.valid()]).toEqual([0, 0, false]);
    clock.powerRestored();
    clock.advance(10);
    expect([clock.now(), clock.uptime(), clock.valid()]).toEqual([10, 10, false]);
  });

  it('jumps its calendar only, never below 0', () => {
    const { rtc: clock } = rtc();
    clock.set(1000);
    clock.jump(-400);
    expect([clock.now(), clock.uptime(), clock.valid()]).toEqual([600, 0, true]);
    clock.jump(-5000);
    expect(clock.now()).toBe(0);
  });

  it('hands the trim to the crystal', () => {
    const { rtc: clock, crystal } = rtc();
    clock.setTrim(-2500);
    expect(crystal.errorPpb(250)).toBe(-2500);
  });

  it('comes back whole from a save, armed or not', () => {
    for (const alarm of [undefined, 4000]) {
      const { rtc: first } = rtc();
      first.set(123_456);
      first.advance(7);
      first.setAlarm(alarm);
      const { rtc: second } = rtc();
      second.setAlarm(1);
      second.load(first.save());
      expect(second.save()).toEqual(first.save());
      expect(second.ticksToAlarm()).toBe(first.ticksToAlarm());
    }
  });

  it('refuses a save with a field missing, by name', () => {
    const { rtc: clock } = rtc();
    expect(() => {
      clock.load({ calendar: 1 });
    }).toThrow('"uptime"');
  });
});
