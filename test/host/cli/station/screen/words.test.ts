import { expect, it } from 'vitest';
import { wordsIn } from '../../../../../host/cli/station/words/words.ts';

const { en, ja } = { en: wordsIn('en'), ja: wordsIn('ja') };

it('every trouble has its name, its meaning and what to do, in Japanese too', () => {
  expect(Object.keys(ja.troubles)).toEqual(Object.keys(en.troubles));
  for (const { name, meaning, remedy } of Object.values(en.troubles)) {
    expect([name, meaning, remedy].every((text) => /[a-z]/.test(text))).toBe(true);
  }
  for (const { name, meaning, remedy } of Object.values(ja.troubles)) {
    expect([name, meaning, remedy].every((text) => /[ぁ-んァ-ヶ一-龠]/.test(text))).toBe(true);
  }
});

it('the names of troubles differ from each other', () => {
  for (const { troubles } of [en, ja]) {
    const names = Object.values(troubles).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});
