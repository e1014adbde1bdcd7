import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';
import { CERTIFICATE_WORDS } from '../../../../../host/station/certificate/certificate-words.ts';

const COUNTS = ['planned', 'done', 'scrapped', 'quarantined', 'unused', 'working'] as const;

describe.each(['en', 'ja'] as const)(
  'a thing has one word on screen and on paper, in %s',
  (language) => {
    const { screen, commands } = wordsIn(language);
    const { names, states, none } = commands;
    const paper = CERTIFICATE_WORDS[language];

    it.each(COUNTS)('the count of units: %s', (name) => {
      expect(paper[name].toLowerCase()).toBe(screen.counts[name]);
    });

    it('and their sum has the words of its parts', () => {
      const [planned = '', ...parts] = paper.sum.toLowerCase().split(/ [=+] |[＝＋]/u);
      expect([planned, ...parts]).toEqual(COUNTS.map((name) => screen.counts[name]));
    });

    it.each(COUNTS.slice(1))('the state of a unit: %s', (name) => {
      expect(Reflect.get(states, name)).toBe(screen.counts[name]);
    });

    it.each([
      ['lot', paper.lot, names.lot],
      ['fob type', paper.profile, names.type],
      ['purpose', paper.purpose, names.purpose],
      ['test', paper.test, screen.purposes.test],
      ['production', paper.production, screen.purposes.production],
      ['codes', paper.parameters, names.codes],
      ['created', paper.created, names.created],
      ['expiry', paper.expiry, names.expiry],
      ['reason', paper.reason, names.reason],
      ['state', paper.state, names.state],
      ['station', paper.station, names.station],
      ['visits', paper.visits, names.visits],
      ['confirmed', paper.acknowledged, names.confirmed],
      ['seeds deleted', paper.purged, names.purged],
      ['entries', paper.sequence, names.entries],
      ['none', paper.none, none],
    ])('%s', (_, onPaper, onScreen) => {
      expect(onPaper.toLowerCase()).toBe(onScreen);
    });

    it('and two states of lots and units have two', () => {
      const all = Object.values(states);
      expect(new Set(all).size).toBe(all.length);
      expect(screen.failures).not.toBe(screen.ends['left-open']);
    });
  },
);
