import {
  codeValue,
  type HmacKey,
  hotpValue,
  ocraDataInput,
  type OcraInput,
  type OcraSuite,
  parseOcraSuite,
  prepareKey,
  UsageError,
} from '@fobkit/protocol';
import type { TokenKey } from './token-key.ts';

/** What an OCRA code answers, but for the counter and the time, which the bank knows itself. */
export type Challenge = Omit<OcraInput, 'counter' | 'unixSeconds'>;

/** Moving factors in a row: steps, counters, or the single 0 of a token that has none. */
export interface FactorRange {
  readonly first: number;
  readonly count: number;
  /** Where a suite has a counter and a time: the step that goes with these counters. */
  readonly timeStep?: number;
}

/**
 * Makes the codes of a token. What does it in batches can stand in for the default.
 * `values`: the code of each factor as a number below 2³¹, range after range.
 */
export interface CodeSource {
  readonly values: (
    key: TokenKey,
    ranges: readonly FactorRange[],
    challenge: Challenge | undefined,
  ) => ArrayLike<number>;
}

/** Codes by the engine of @fobkit/protocol, one after the other. */
export const oathCodeSource: CodeSource = {
  values: (key, ranges, challenge) => {
    const { parameters, seed } = key;
    const suite = parameters.suite === undefined ? undefined : parseOcraSuite(parameters.suite);
    const bytes = seed.reveal();
    const prepared = prepareKey(suite?.algorithm ?? parameters.algorithm, bytes);
    bytes.fill(0);
    try {
      return parameters.mode === 'ocra'
        ? ocraValues(prepared, ranges, ocraCase(suite, challenge))
        : hotpValues(prepared, ranges, parameters.digits);
    } finally {
      prepared.wipe();
    }
  },
};

function hotpValues(key: HmacKey, ranges: readonly FactorRange[], digits: number): Int32Array {
  const values = new Int32Array(lengthOf(ranges));
  let at = 0;
  for (const { first, count } of ranges) {
    for (let i = 0; i < count; i++) values[at++] = hotpValue(key, first + i, digits);
  }
  return values;
}

interface OcraCase {
  readonly suite: OcraSuite;
  readonly challenge: Challenge;
}

function ocraCase(suite: OcraSuite | undefined, challenge: Challenge | undefined): OcraCase {
  if (suite === undefined) throw new UsageError('an OCRA token without a suite');
  if (challenge === undefined) throw new UsageError('challenge: an OCRA code answers one');
  return { suite, challenge };
}

function ocraValues(
  key: HmacKey,
  ranges: readonly FactorRange[],
  { suite, challenge }: OcraCase,
): Int32Array {
  const values = new Int32Array(lengthOf(ranges));
  let at = 0;
  for (const { first, count, timeStep } of ranges) {
    for (let factor = first; factor < first + count; factor++) {
      const counter = suite.counter ? factor : 0;
      const unixSeconds = (timeStep ?? factor) * (suite.stepSeconds ?? 0);
      const message = ocraDataInput(suite, { ...challenge, counter, unixSeconds });
      values[at++] = codeValue(key.tagOf(message), suite.digits);
    }
  }
  return values;
}

function lengthOf(ranges: readonly FactorRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}
