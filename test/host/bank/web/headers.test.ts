import { describe, expect, it } from 'vitest';
import { Assets } from '../../../../host/bank/web/assets.ts';
import { toyWeb } from './support/toy-web.ts';

const assets = new Assets([{ name: 'style.css', type: 'text/css', content: 'h1 { color: #123 }' }]);

describe.each(['/', '/nowhere', '/breaks', '/api/nowhere'])('the answer of %s', (path) => {
  it('has every header of a bank', async () => {
    const { headers } = await toyWeb().base.app.request(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(policy).not.toMatch(/unsafe|nonce|\*/);
  });
});

describe('Strict-Transport-Security', () => {
  it.each([
    [true, 'https://bank.example/', 'max-age=31536000'],
    [true, 'https://localhost/', null],
    [false, 'http://bank.example/', null],
  ])('TLS %s at %s: %s', async (isSecure, url, wanted) => {
    const { base } = toyWeb({ isSecure, hosts: ['bank.example', 'localhost'] });
    expect((await base.app.request(url)).headers.get('strict-transport-security')).toBe(wanted);
  });
});

describe('static files', () => {
  it('have their hash in the name and are kept forever', async () => {
    const url = assets.url('style.css');
    expect(url).toMatch(/^\/assets\/style\.[0-9a-f]{16}\.css$/);
    const response = await toyWeb({ assets }).base.app.request(url);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('h1 { color: #123 }');
  });

  it('have another name when they change', () => {
    const changed = new Assets([{ name: 'style.css', type: 'text/css', content: '' }]);
    expect(changed.url('style.css')).not.toBe(assets.url('style.css'));
  });

  it.each(['/assets/style.css', '/assets/../web-base.ts', '/assets/'])(
    '%s is none',
    async (path) => {
      expect((await toyWeb({ assets }).base.app.request(path)).status).toBe(404);
    },
  );
});
