import { CodeMaker } from '../../../../../firmware-sim/firmware/code-maker.ts';
import { ClockKeeper } from '../../../../../firmware-sim/firmware/clock-keeper.ts';
import { readCodeHandler } from '../../../../../firmware-sim/firmware/handlers/read-code.ts';
import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { coreNow, type Mutant, patch, patchGetter, together } from './plant.ts';

function coding(
  change: (good: (factor: number) => string, factor: number) => string,
): () => () => void {
  return () =>
    patch(
      CodeMaker.prototype,
      'code',
      (original) =>
        function (this: CodeMaker, factor) {
          return change((one) => original.call(this, one), factor);
        },
    );
}

function stepping(
  change: (
    good: NonNullable<ReturnType<CodeMaker['timeStep']>>,
  ) => ReturnType<CodeMaker['timeStep']>,
): () => () => void {
  return () =>
    patch(
      CodeMaker.prototype,
      'timeStep',
      (original) =>
        function (this: CodeMaker) {
          const good = original.call(this);
          return good === undefined ? undefined : change(good);
        },
    );
}

function responding(
  change: (good: CodeMaker['respond'], question: string) => ReturnType<CodeMaker['respond']>,
): () => () => void {
  return () =>
    patch(
      CodeMaker.prototype,
      'respond',
      (original) =>
        function (this: CodeMaker, question) {
          return change(original.bind(this), question);
        },
    );
}

/** Another seed, or other parameters, than those that are loaded, to compute codes from. */
function tokening(
  change: (token: NonNullable<Memory['token']>) => Memory['token'],
): () => () => void {
  return () => {
    const cache = new WeakMap<object, Memory['token']>();
    return patchGetter(Memory.prototype, 'token', (_, original) => {
      const token = original();
      if (token === undefined) return undefined;
      const known = cache.get(token) ?? change(token);
      cache.set(token, known);
      return known;
    });
  };
}

export const codeMutants: readonly Mutant[] = [
  {
    name: 'begins with the counter behind the one that is due',
    rule: 'CODE-5',
    caughtBy: 'code-hotp',
    plant: coding((good, factor) => good(factor + 1)),
  },
  {
    name: 'takes the low 32 bits of the counter alone',
    rule: 'CODE-3',
    caughtBy: 'code-long-counter',
    plant: coding((good, factor) => good(factor % 0x1_0000_0000)),
  },
  {
    name: 'drops leading zeros',
    rule: 'CODE-6',
    caughtBy: 'code-digits',
    plant: coding((good, factor) => good(factor).replace(/^0+(?=.)/, '')),
  },
  {
    name: 'computes by SHA-1 whatever is loaded',
    rule: 'CODE-2',
    caughtBy: 'code-totp',
    plant: tokening((token) => (token.mode === 'totp' ? { ...token, algorithm: 'SHA1' } : token)),
  },
  {
    name: 'repeats a seed up to the length of the digest',
    rule: 'CODE-1',
    caughtBy: 'code-seed-lengths',
    plant: tokening((token) => {
      const length = { SHA1: 20, SHA256: 32, SHA512: 64 }[token.algorithm];
      if (token.seed.length >= length) return token;
      const seed = Uint8Array.from({ length }, (_, at) => token.seed[at % token.seed.length] ?? 0);
      return { ...token, seed };
    }),
  },
  {
    name: 'begins a step a second early',
    rule: 'CODE-9',
    caughtBy: 'code-steps',
    plant: stepping((step) => {
      const left = step.endsAt - (coreNow().clock.seconds ?? 0);
      return left <= 1
        ? { ...step, movingFactor: step.movingFactor + 1, endsAt: step.endsAt + step.stepSeconds }
        : step;
    }),
  },
  {
    name: 'does not see T0',
    rule: 'CODE-9',
    caughtBy: 'code-t0',
    plant: stepping((step) => {
      const t0 = coreNow().memory.token?.t0 ?? 0;
      return { ...step, movingFactor: step.movingFactor + Math.floor(t0 / step.stepSeconds) };
    }),
  },
  {
    name: 'counts steps in 32 bits',
    rule: 'CODE-10',
    caughtBy: 'code-t0',
    plant: stepping((step) => ({ ...step, movingFactor: step.movingFactor % 0x1_0000_0000 })),
  },
  {
    name: 'uses up a counter for each copy of a request',
    rule: 'MSG-28',
    caughtBy: 'code-repeated',
    plant: () =>
      patch(readCodeHandler, 'run', (original) => (call, payload) => {
        const answer = original.call(readCodeHandler, call, payload);
        if (answer.status === 'ok' && call.core.memory.token?.mode === 'hotp') {
          call.core.memory.useCounter();
        }
        return answer;
      }),
  },
  {
    name: 'takes leading zeros of a number for a part of it',
    rule: 'CODE-13',
    caughtBy: 'code-ocra',
    plant: responding((good, question) =>
      good(question.startsWith('00000') && question.length === 8 ? '1' : question),
    ),
  },
  {
    name: 'fills an odd hexadecimal challenge in front',
    rule: 'CODE-13',
    caughtBy: 'code-ocra-formats',
    plant: responding((good, question) =>
      good(question.length % 2 === 1 && /[A-F]/i.test(question) ? `0${question}` : question),
    ),
  },
  {
    name: 'does not count where the suite does',
    rule: 'CODE-12',
    caughtBy: 'code-ocra-counter',
    plant: () => patchGetter(CodeMaker.prototype, 'ocraCounts', () => false),
  },
  {
    name: 'is a minute late with the time of a suite',
    rule: 'CODE-17',
    caughtBy: 'code-ocra-time',
    plant: (): (() => void) => {
      let late = false;
      return together(
        patchGetter(ClockKeeper.prototype, 'seconds', (_, original) => {
          const now = original();
          return late && now !== undefined ? now - 60 : now;
        }),
        responding((good, question) => {
          late = true;
          try {
            return good(question);
          } finally {
            late = false;
          }
        })(),
      );
    },
  },
  {
    name: 'uses up a counter for a challenge that it refuses',
    rule: 'CMD-13',
    caughtBy: 'code-challenges',
    plant: responding((good, question) => {
      const reading = good(question);
      if (reading === undefined) coreNow().memory.useCounter();
      return reading;
    }),
  },
];
