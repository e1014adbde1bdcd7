import { describe, expect, it } from 'vitest';
import { preferredLanguage } from '../../../../host/bank/web/language.ts';
import { ownPath } from '../../../../host/bank/web/web-base.ts';
import { ToyBrowser } from './support/browser.ts';
import { toyWeb } from './support/toy-web.ts';

it.each([
  ['', 'ja'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['ja,en;q=0.8', 'ja'],
  ['en;q=0.5, ja;q=0.9', 'ja'],
  ['fr, de;q=0.9, en;q=0.1', 'en'],
  ['fr', 'ja'],
  ['en;q=0', 'ja'],
  ['en;q=nine, ja;q=0.1', 'ja'],
  ['*', 'ja'],
])('Accept-Language %j gives %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

describe('the visitor’s choice', () => {
  it('counts before the browser’s and lasts', async () => {
    const { base } = toyWeb();
    const browser = new ToyBrowser(base);
    const csrf = await (await browser.get('/')).text();
    const response = await browser.post('/language', { csrf, language: 'en', to: '/who/me' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/who/me']);
    const page = await browser.get('/nowhere', { 'accept-language': 'ja' });
    expect(await page.text()).toContain('There is no such page.');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '', '/a?b=c', '/a\nb'])(
    'it leads to no other server: %j',
    (to) => {
      expect(ownPath(to)).toBe('/');
    },
  );
});
