import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../../host/cli/argument/moment.ts';

describe('a moment', () => {
  it.each([
    ['1234567890', 1_234_567_890],
    ['2009-02-13T23:31:30Z', 1_234_567_890],
    ['2009-02-14T08:31:30+09:00', 1_234_567_890],
    ['2009-02-13T23:31:30.5Z', 1_234_567_890.5],
    ['1970-01-02', 86_400],
    ['0', 0],
  ])('%s is unix time %d', (text, seconds) => {
    expect(parseMoment(text)).toBe(seconds);
  });

  it.each(['2030-02-30T00:00:00Z', '2029-02-29', '2030-04-31T00:00:00+09:00'])(
    '%j is in no calendar',
    (text) => {
      expect(() => parseMoment(text)).toThrow('A time is written');
    },
  );

  it('February 29 is a day of a leap year', () => {
    expect(parseMoment('2028-02-29')).toBe(Date.UTC(2028, 1, 29) / 1000);
  });

  it.each(['2009-02-13T23:31:30', 'now', '2009-13-01', '13.2.2009', '-5', '1969-12-31T00:00:00Z'])(
    '%j is none, as it would be another one elsewhere or none at all',
    (text) => {
      expect(() => parseMoment(text)).toThrow('A time is written');
    },
  );
});
