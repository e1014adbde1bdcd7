import { expect, test, type TestAPI } from 'vitest';
import { lazy } from './lazy.ts';
import { fobMatchers } from './matchers.ts';
import { startTestFob, type TestFobOptions } from './start-test-fob.ts';
import type { TestFob } from './test-fob.ts';
import type { CodeKey, VerifyOptions } from './verification.ts';

/** What a test may ask for. */
export interface FobFixtures {
  /** A fob of the test's own, gone when it ends. */
  readonly fob: TestFob;
  /** How that fob is made; `fobTest.override({ fobOptions: … })` for the tests of a file or suite. */
  readonly fobOptions: TestFobOptions;
}

/** The fixtures, for a `test.extend` of one's own. */
export const fobFixtures = {
  fobOptions: {} satisfies TestFobOptions,
  fob: async (
    { fobOptions }: Pick<FobFixtures, 'fobOptions'>,
    use: (fob: TestFob) => Promise<void>,
  ): Promise<void> => {
    const fob = await startTestFob(fobOptions);
    try {
      await use(fob);
    } finally {
      await fob.dispose();
    }
  },
};

/** `test` with a fob in it. */
// vitest extends its `test` only inside a run; this module can be imported anywhere.
export const fobTest: TestAPI<FobFixtures> = lazy(() => test.extend<FobFixtures>(fobFixtures));

expect.extend(fobMatchers);

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the original has these two
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** That a bank with this key (an `otpauth:` URI, or a seed with its parameters) takes the code. */
    toVerify(key: string | CodeKey, options?: VerifyOptions): R;
    /** That the LCD of a test fob shows a code which the bank takes now. */
    toShowCode(options?: VerifyOptions): R;
  }
}
