import { isDeepStrictEqual } from 'node:util';
import { ReferenceModel } from './reference-model.ts';
import type { RealBank } from './real-bank.ts';
import type { Step } from './step.ts';

/** Where bank and model part. */
export interface Difference {
  readonly at: number;
  readonly step: Step;
  readonly bank: unknown;
  readonly model: unknown;
}

/** All that can be seen is compared after so many steps; what is said, after each. */
const LOOKED_AT = 3;
/** Two fobs are on their way to each contract. */
const BEGINNING: readonly Step[] = [0, 1, 2, 3].flatMap((token) =>
  (['apply', 'dispatch', 'arrive'] as const).map((name) => ({ name, token, contract: token % 2 })),
);

/** Plays the steps on the bank and on the model; what each says and shows must be the same. */
export async function playHistory(
  bank: RealBank,
  steps: readonly Step[],
): Promise<Difference | undefined> {
  const model = new ReferenceModel(bank.made.clock.ms);
  for (const [at, drawn] of [...BEGINNING, ...steps].entries()) {
    const step = model.meant(drawn);
    const said = { bank: await bank.play(step), model: model.play(step) };
    if (said.bank !== said.model) return { at, step, ...said };
    if (at % LOOKED_AT !== 0 && at < steps.length) continue;
    const shown = { bank: await bank.picture(), model: model.picture() };
    if (!isDeepStrictEqual(shown.bank, shown.model)) return { at, step, ...shown };
  }
  return undefined;
}
