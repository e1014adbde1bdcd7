import { describe, expect, it } from 'vitest';
import { troubleTexts } from '../../../../host/station/unit/trouble-texts.ts';

describe('a trouble', () => {
  it('has its name, its meaning and what to do in either language', () => {
    for (const { name, meaning, remedy } of Object.values(troubleTexts.en)) {
      expect(name).toMatch(/^[a-z]/);
      expect(`${meaning} ${remedy}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
    }
    for (const { name, meaning, remedy } of Object.values(troubleTexts.ja)) {
      expect([name, meaning, remedy].every((text) => /[ぁ-んァ-ヶ一-龠]/.test(text))).toBe(true);
      expect(`${meaning}${remedy}`).toMatch(/。.*。$/);
    }
  });

  it('is called otherwise than any other', () => {
    for (const texts of Object.values(troubleTexts)) {
      const names = Object.values(texts).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
