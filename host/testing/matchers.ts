import { TestFob } from './test-fob.ts';
import { type CodeKey, codeKeyOf, verifyCode, type VerifyOptions } from './verification.ts';

/** What a matcher tells vitest or jest. */
export interface Judgement {
  readonly pass: boolean;
  readonly message: () => string;
}

/** For `expect.extend`, in vitest and in jest. `@fobkit/testing/vitest` does it by itself. */
export const fobMatchers = {
  /**
   * That a bank with this key would take the code. The message names neither key nor URI.
   *
   * @param key An `otpauth:` URI, or a seed with its parameters.
   */
  toVerify(received: unknown, key: string | CodeKey, options?: VerifyOptions): Judgement {
    const code = typeof received === 'string' ? received : '';
    const judged = typeof key === 'string' ? codeKeyOf(key) : key;
    const { valid, delta = 0 } = verifyCode(code, judged, options);
    const off = delta === 0 ? '' : ` (${offBy(delta, judged)})`;
    return {
      pass: valid,
      message: () =>
        valid
          ? `expected ${shown(received)} not to verify, and it does${off}`
          : `expected ${shown(received)} to verify${when(judged, options)}, and it does not`,
    };
  },

  /** That the LCD of a `TestFob` shows a code which the bank would take now. */
  toShowCode(received: unknown, options?: VerifyOptions): Judgement {
    if (!(received instanceof TestFob)) {
      return { pass: false, message: () => 'expected a fob of startTestFob' };
    }
    const { lcd, worldTime } = received;
    const { valid } = received.verify(lcd.text, options);
    const shows = `a code that verifies at ${worldTime.toISOString()}. It shows:\n${lcd.drawing}`;
    return {
      pass: valid,
      message: () => `expected the LCD ${valid ? 'not ' : ''}to show ${shows}`,
    };
  },
};

function shown(received: unknown): string {
  return typeof received === 'string' ? `code ${received}` : `a code, got ${typeof received},`;
}

function offBy(delta: number, { parameters }: CodeKey): string {
  const unit = parameters.mode === 'hotp' ? 'counters' : 'steps';
  return `${String(Math.abs(delta))} ${unit} ${delta < 0 ? 'late' : 'ahead'}`;
}

function when({ parameters }: CodeKey, { at }: VerifyOptions = {}): string {
  if (parameters.mode === 'hotp') return ` from counter ${String(parameters.counter ?? 0)} on`;
  const seconds = at instanceof Date ? at.getTime() / 1000 : (at ?? 0);
  return ` at ${new Date(seconds * 1000).toISOString()}`;
}
