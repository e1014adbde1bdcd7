import {
  hotp,
  type HmacKey,
  type LoadedParameters,
  ocra,
  parseOcraSuite,
  prepareKey,
} from '@fobkit/protocol';

/** A seed that was loaded, and the readable engine over it. */
export class CodeKey {
  readonly seed: Uint8Array;
  readonly parameters: LoadedParameters;
  readonly #key: HmacKey;

  constructor(seed: Uint8Array, parameters: LoadedParameters) {
    this.seed = seed;
    this.parameters = parameters;
    this.#key = prepareKey(parameters.algorithm, seed);
  }

  get stepSeconds(): number {
    return this.parameters.stepSeconds ?? 30;
  }

  /** The number of the step in which a unix time lies. */
  stepAt(unixSeconds: number): number {
    return Math.floor((unixSeconds - (this.parameters.t0 ?? 0)) / this.stepSeconds);
  }

  /** The code of a counter or step; in mode ocra the answer to a question. */
  codeOf(counter: number | undefined, question?: string): string | undefined {
    const { mode, digits, suite } = this.parameters;
    if (mode !== 'ocra') {
      return counter === undefined || counter < 0 ? undefined : hotp(this.#key, counter, digits);
    }
    if (suite === undefined || question === undefined) return undefined;
    return ocra(this.#key, parseOcraSuite(suite), {
      question,
      ...(counter === undefined ? {} : { counter }),
    });
  }
}
