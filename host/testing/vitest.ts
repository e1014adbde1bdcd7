import { expect } from 'vitest';
import { fobMatchers } from './matchers.ts';
import type { CodeKey, VerifyOptions } from './verification.ts';

expect.extend(fobMatchers);

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the original has these two
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** That a bank with this key (an `otpauth:` URI, or a seed with its parameters) takes the code. */
    toVerify(key: string | CodeKey, options?: VerifyOptions): R;
  }
}
