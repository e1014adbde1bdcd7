import { describe, expect, it } from 'vitest';
import { duration, offset } from '../../../../../host/bench/scenario/quantity/duration.ts';
import { readShape } from '../support.ts';

const any = duration({});

describe('a duration', () => {
  it.each([
    ['500 ms', 0.5],
    ['500ms', 0.5],
    ['30 s', 30],
    ['30s', 30],
    ['1.5 s', 1.5],
    ['10 min', 600],
    ['10m', 600],
    ['2 h', 7200],
    ['30 d', 2_592_000],
    ['30d', 2_592_000],
    ['2 w', 1_209_600],
    ['5 y', 157_680_000],
    ['1 d 12 h', 129_600],
    ['1d12h', 129_600],
    ['100 y', 3_153_600_000],
    ['0', 0],
    ['"${p} s"', 5],
  ])('%s is %d s', (text, seconds) => {
    expect(readShape(any, text)).toBe(seconds);
  });

  it.each([
    ['30', '"30" has no unit; a duration as 500 ms, 30 s, 10 min, 2 h, 30 d or 5 y'],
    ['30 sec', '"30 sec" has the wrong unit "sec"; a duration as'],
    ['2 V', '"2 V" has the wrong unit "V"; a duration as'],
    ['-5 s', '"-5 s" is negative; a duration as'],
    ['soon', '"soon" is no number with a unit; a duration as'],
    ['101 y', '"101 y" is out of range; from 0 s to 100 y'],
    ['[30 s]', 'a list is not possible here; a duration as'],
    ['${q} s', 'no parameter is called "q"; did you mean p?'],
  ])('%s is none', (text, told) => {
    expect(readShape(any, text)).toEqual([expect.stringContaining(told)]);
  });

  it('the limits of a word are told with it', () => {
    const short = duration({ from: 1, to: 60, range: 'from 1 s to 60 s' });
    expect(readShape(short, '61 s')).toEqual(['"61 s" is out of range; from 1 s to 60 s']);
    expect(readShape(short, '60 s')).toBe(60);
  });
});

describe('an offset', () => {
  it.each([
    ['+10 min', 600],
    ['-45 s', -45],
    ['−45 s', -45],
    ['45 s', 45],
    ['-1 d 12 h', -129_600],
    ['0', 0],
  ])('%s is %d s', (text, seconds) => {
    expect(readShape(offset, text)).toBe(seconds);
  });

  it('without a unit it is none', () => {
    expect(readShape(offset, '-45')).toEqual([
      '"-45" has no unit; an offset of time as +10 min or -45 s',
    ]);
  });
});
