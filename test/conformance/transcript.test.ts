import { statusCodes } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { chapters, tellChapter, transcript } from './transcript.ts';
import { hangingUpWays, ways } from './ways.ts';

/** Ways of one kind, of which each must tell the same as the first. */
const kinds = [ways, hangingUpWays];
const pairs = kinds.flatMap((kind) => {
  const [first, ...others] = Object.entries(kind);
  return first === undefined ? [] : others.map((other) => [other[0], other[1], first[1]] as const);
});

/** Statuses that only broken parts bring about, or that no host can see. */
const BEYOND_A_HOST = ['flash-damaged'];

describe.each(pairs)('over %s', (_, reach, first) => {
  it.each(chapters)('$title, byte for byte', async (chapter) => {
    const expected: string[] = [];
    const actual: string[] = [];
    await tellChapter(first, chapter, expected);
    await tellChapter(reach, chapter, actual);
    expect(actual).toEqual(expected);
  });
});

describe('the script', () => {
  it('says the same each time', async () => {
    const reach = ways['in process'];
    if (reach === undefined) throw new Error('there is no such way');
    const lines = await transcript(reach);
    expect(await transcript(reach)).toEqual(lines);
  });

  it('hears every status that a host can bring about', async () => {
    const reach = ways['in process'];
    if (reach === undefined) throw new Error('there is no such way');
    const text = (await transcript(reach)).filter((line) => /^[=!]/.test(line)).join('\n');
    const unheard = Object.keys(statusCodes).filter(
      (status) => !new RegExp(`\\b${status}\\b`).test(text),
    );
    expect(unheard).toEqual(BEYOND_A_HOST);
  });

  it('fires every fault that it arms', async () => {
    const reach = ways['in process'];
    if (reach === undefined) throw new Error('there is no such way');
    expect((await transcript(reach)).filter((line) => line.includes('never fired'))).toEqual([]);
  });
});
