import { describe, expect, it } from 'vitest';
import { phrasebook } from '../../../../../host/cli/station/phrases/phrasebook.ts';

const said = phrasebook(`
it is {0}
  ***{0}***
it is {0} of {1} (a+b)
  {1}: {0}!
lost
  gone
wait {0} s
  {0} seconds
`);

describe('a phrase', () => {
  it.each([
    ['lost', 'gone'],
    ['it is red', '***red***'],
    ['it is one of two (a+b)', 'two: one!'],
    ['it is lost', '***gone***'],
    ['it is wait 3 s of lost (a+b)', 'gone: 3 seconds!'],
  ])('is said with what it holds, which may be one itself: %s', (message, expected) => {
    expect(said(message)).toBe(expected);
  });

  it('that has more letters of its own comes before one that would do too', () => {
    expect(said('it is a of b (a+b)')).toBe('b: a!');
    expect(said('it is a of b (aab)')).toBe('***a of b (aab)***');
  });

  it('is found behind the place or the name that it is about', () => {
    expect(said('seeds.csv:3:7: seed: lost')).toBe('seeds.csv:3:7: seed: gone');
    expect(said('C:\\x: lost')).toBe('C:\\x: gone');
    expect(said('wait 3 s: lost')).toBe('3 seconds: gone');
    expect(said('lost: lost')).toBe('lost: gone');
  });

  it('takes what it holds for text and not for a pattern', () => {
    expect(said('it is $& {1} of \\1 (a+b)')).toBe('\\1: $& {1}!');
    expect(said('it is \n')).toBe('***\n***');
  });

  it.each(['', 'found', 'the lost', 'lost.', 'x'.repeat(5000), 'a: b: c: d: e: f'])(
    'that nobody knows is told as it is',
    (message) => {
      expect(said(message)).toBe(message);
    },
  );
});
