import { describe, expect, it } from 'vitest';
import { HostTime } from '../../../../host/station/run/host-time.ts';

/** A clock of which a test says both times. */
class TwoTimes {
  mono = 0;
  unix = 1_800_000_000_000;

  now(): number {
    return this.mono;
  }

  unixMs(): number {
    return this.unix;
  }
}

describe('the clock of the host', () => {
  it('may be slewed, however far in all', () => {
    const clock = new TwoTimes();
    const time = new HostTime(clock, 2_000);
    for (let i = 0; i < 100; i++) {
      clock.mono += 5_000;
      clock.unix += 5_500;
      expect(() => {
        time.check();
      }).not.toThrow();
    }
  });

  it.each([2_001, -2_001])(
    'is not off by how long the registry took to answer, but by %d ms',
    (ms) => {
      const clock = new TwoTimes();
      const time = new HostTime(clock, 2_000);
      const asked = clock.unix;
      clock.unix += 10_000;
      clock.mono += 10_000;
      for (const nowUnixMs of [asked, asked + 10_000]) {
        expect(() => {
          time.compare({ nowUnixMs }, asked);
        }).not.toThrow();
      }
      const nowUnixMs = (ms > 0 ? clock.unix : asked) + ms;
      expect(() => {
        time.compare({ nowUnixMs }, asked);
      }).toThrow(ms > 0 ? /off by -2 s/ : /off by 2 s/);
    },
  );

  it.each([2_001, -2_001])('that jumps by %d ms is wrong from then on', (jump) => {
    const clock = new TwoTimes();
    const time = new HostTime(clock, 2_000);
    clock.unix += jump;
    const check = (): void => {
      time.check();
    };
    expect(check).toThrow(/jumped by -?2 s/);
    expect(check).toThrow(/jumped/);
  });

  it.each([
    [2_000, undefined, true],
    [-2_000, undefined, true],
    [2_001, undefined, false],
    [-2_001, undefined, false],
    [0, 2_000, true],
    [0, 2_001, false],
    [0, -1e9, true],
  ])(
    'with the registry %d ms and its last entry %s ms ahead is right: %s',
    (ahead, last, right) => {
      const clock = new TwoTimes();
      const time = new HostTime(clock, 2_000);
      const told = {
        nowUnixMs: clock.unix + ahead,
        ...(last === undefined ? {} : { lastEntryUnixMs: clock.unix + last }),
      };
      const compare = expect(() => {
        time.compare(told);
      });
      if (right) compare.not.toThrow();
      else compare.toThrow(expect.objectContaining({ trouble: 'host-clock' }));
    },
  );
});
