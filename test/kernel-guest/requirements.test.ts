import { afterEach, describe, expect, it, vi } from 'vitest';
import { whyNoGuest } from './requirements.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'what a guest needs',
  () => {
    it('is named by the packages of Debian when it is missing', () => {
      vi.stubEnv('PATH', '/nowhere');
      expect(whyNoGuest(['chromium'])).toMatch(
        /^apt-get install --no-install-recommends .*\bqemu-system-x86\b.*\bchromium\b/,
      );
    });
  },
);
