import { expect, it } from 'vitest';
import { languageOf } from '../../../../host/cli/terminal/language.ts';

it.each([
  [{}, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
  [{ LANG: 'ja' }, 'ja'],
  [{ LANG: 'jam_JM' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8', LC_ALL: '' }, 'ja'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8' }, 'ja'],
  [{ LC_ALL: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8' }, 'en'],
] as const)('the language of %j is %s', (env, language) => {
  expect(languageOf(env)).toBe(language);
});
