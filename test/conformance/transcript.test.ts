import { statusCodes } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import type { Chapter } from './chapter/chapter.ts';
import type { Reach } from './reach.ts';
import { HID_FRAMING_LINES, hidFraming } from './chapter/hid-framing.ts';
import { chapters, tellChapter, transcript } from './transcript.ts';
import { endlessWays, hidWays, ways } from './ways.ts';

type Pair = readonly [name: string, way: Reach, first: Reach];

/** Ways of one kind, of which each must tell the same as the first. */
function pairs(kind: Readonly<Record<string, Reach>>): readonly Pair[] {
  const [first, ...others] = Object.entries(kind);
  return first === undefined ? [] : others.map(([name, way]) => [name, way, first[1]]);
}

const framed = [...chapters.filter(({ about }) => about !== 'serial'), hidFraming];
const sound = chapters.filter(({ about }) => about === undefined);

async function expectTheSame(chapter: Chapter, way: Reach, first: Reach): Promise<void> {
  const expected: string[] = [];
  const actual: string[] = [];
  await tellChapter(first, chapter, expected);
  await tellChapter(way, chapter, actual);
  expect(actual).toEqual(expected);
}

/** What the host made of what it heard, whatever framed it. */
async function madeOf(reach: Reach | undefined, chapter: Chapter): Promise<readonly string[]> {
  if (reach === undefined) throw new Error('there is no such way');
  const lines: string[] = [];
  await tellChapter(reach, chapter, lines);
  return lines.filter((line) => /^[#=!]/.test(line));
}

/** Statuses that only broken parts bring about, or that no host can see. */
const BEYOND_A_HOST = ['flash-damaged'];

describe.each([...pairs(ways), ...pairs(endlessWays)])('over %s', (_, way, first) => {
  it.each(chapters)('$title, byte for byte', (chapter) => expectTheSame(chapter, way, first));
});

describe.each(pairs(hidWays))('over %s', (_, way, first) => {
  it.each(framed)('$title, report for report', (chapter) => expectTheSame(chapter, way, first));
});

describe('over HID', () => {
  it.each(sound)('$title, as over a serial wire', async (chapter) => {
    const expected = await madeOf(endlessWays['WebUSB in process'], chapter);
    expect(await madeOf(hidWays['HID in process'], chapter)).toEqual(expected);
  });
});

describe('the framing of HID', () => {
  it('is what page 1 of the protocol says', async () => {
    expect(await madeOf(hidWays['HID in process'], hidFraming)).toEqual(HID_FRAMING_LINES);
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
