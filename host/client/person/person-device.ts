import { UsageError } from '@fobkit/protocol';
import type {
  Capability,
  CodeRequest,
  Device,
  DeviceCode,
  DeviceInfo,
  ReadsCode,
} from '../device/device.ts';
import { PersonError } from './person-error.ts';
import type { PersonPrompt } from './person-prompt.ts';
import { formatPersonUrl, type PersonUrl } from './person-url.ts';
import { typedCode, type WrongCode } from './typed-code.ts';

/** How often a person is asked for one code. */
const MOST_TRIES = 3;

/** A fob without a wire: a person presses it, reads it, and types what it shows. */
export class PersonDevice implements Device, ReadsCode {
  readonly url: string;
  readonly capabilities: ReadonlySet<Capability> = new Set<Capability>(['read-code']);
  readonly #prompt: PersonPrompt;
  readonly #fob: PersonUrl;

  constructor(prompt: PersonPrompt, fob: PersonUrl = {}) {
    this.#prompt = prompt;
    this.#fob = fob;
    this.url = formatPersonUrl(fob);
  }

  info(): Promise<DeviceInfo> {
    const { label } = this.#fob;
    const of = label === undefined ? {} : { serialLabel: label };
    return Promise.resolve({ model: 'person', ...of });
  }

  /**
   * Asks until a code is typed, three times at most. The person takes what time he wants; only
   * `signal` ends the waiting. The fob's mode and time are not known. Rejects with `PersonError`.
   */
  async readCode(request: CodeRequest = {}): Promise<DeviceCode> {
    const { challenge, signal, slot } = request;
    if (slot !== undefined) throw new UsageError('a fob that a person reads has no slots');
    request.onPressWanted?.();
    const question = { ...this.#fob, ...(challenge === undefined ? {} : { challenge }) };
    let wrong: WrongCode | undefined;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const asked = wrong === undefined ? question : { ...question, wrong };
      const text = await this.#prompt.askCode(asked, signal);
      if (text === undefined || text.trim() === '') throw new PersonError(this.url, 'cancelled');
      const code = typedCode(text, this.#fob.digits);
      if (typeof code === 'string') return { code };
      wrong = code;
    }
    throw new PersonError(this.url, 'not-a-code', this.#fob.digits);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
