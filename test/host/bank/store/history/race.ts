import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { OpenedBank } from '../../../../../host/bank/store/open-bank.ts';
import { linearise, type RecordedCall } from './linearise.ts';
import type { RealBank } from './real-bank.ts';
import { ReferenceModel } from './reference-model.ts';
import type { Step, Typed } from './step.ts';

/** What each client does, one after the other, while the others do theirs. */
export type Race = readonly (readonly Step[])[];

const contract = 0;
/** Two fobs of one contract; the first is registered for all users. */
const FOBS = [0, 1];
const BEGINNING: readonly Step[] = [
  ...FOBS.flatMap((token) =>
    (['apply', 'dispatch', 'arrive'] as const).map((name) => ({ name, token, contract })),
  ),
  { name: 'start', mode: 'same', contract },
  {
    name: 'register',
    contract,
    token: 0,
    user: 0,
    typed: { kind: 'of', token: 0, steps: -2 },
    mistyped: false,
  },
];

function weighed<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> {
  return { weight, arbitrary };
}

function codeOf(token: number): fc.Arbitrary<Typed> {
  const steps = fc.oneof(weighed(4, fc.constant(0)), weighed(1, fc.constantFrom(-1, 1)));
  return fc.record({ kind: fc.constant('of' as const), token: fc.constant(token), steps });
}

const typed: fc.Arbitrary<Typed> = fc.oneof(
  weighed(6, codeOf(0)),
  weighed(2, codeOf(1)),
  weighed(2, fc.constant({ kind: 'wrong' as const })),
);
const user = fc.nat(1);
const token = fc.constantFrom(...FOBS);
const mistyped = fc.constant(false);
const alone = fc.constant(contract);
const named = <Name extends string>(...names: readonly Name[]): fc.Arbitrary<Name> =>
  fc.constantFrom(...names);

/** Whatever changes the usage mode is left out: the bank is asked for that apart, to fill the forms. */
const step: fc.Arbitrary<Step> = fc.oneof(
  weighed(10, fc.record({ contract: alone, name: named('transact'), user, typed })),
  weighed(
    3,
    fc.record({
      contract: alone,
      name: named('register'),
      token,
      user,
      typed: codeOf(1),
      mistyped,
    }),
  ),
  weighed(
    3,
    fc.record({
      contract: alone,
      name: named('cancel', 'unlock', 'lift-accident', 'accident'),
      user,
      mistyped,
    }),
  ),
  weighed(1, fc.record({ contract: alone, name: named('call', 'release-token'), token })),
);

/** Four or five at once: six confirmation passwords under way would be as many as suspend. */
export const anyRace: fc.Arbitrary<Race> = fc.array(
  fc.array(step, { minLength: 2, maxLength: 8, size: 'max' }),
  { minLength: 4, maxLength: 5, size: 'max' },
);

/** What the bank did of it cannot be told in any order. */
export interface NoOrder {
  readonly calls: readonly RecordedCall<Step>[];
  readonly picture: unknown;
}

/**
 * Plays the clients at once, spread over the processes: one alone has a single writer. Undefined when
 * some order explains what they were told, and the end.
 */
export async function playRace(
  bank: RealBank,
  processes: readonly OpenedBank[],
  race: Race,
): Promise<NoOrder | undefined> {
  const model = new ReferenceModel(bank.made.clock.ms);
  for (const one of BEGINNING) {
    const said = { bank: await bank.play(one), model: model.play(one) };
    if (said.bank !== said.model) throw new Error(`it begins otherwise: ${JSON.stringify(said)}`);
  }
  const calls: RecordedCall<Step>[] = [];
  let tick = 0;
  await Promise.all(
    race.map(async (steps, client) => {
      const process = processes[client % processes.length] ?? bank.made.bank;
      const there = bank.at(process, String(client));
      for (const op of steps) {
        const called = tick++;
        const said = await there.play(op);
        calls.push({ op, said, called, returned: tick++ });
      }
    }),
  );
  const picture = await bank.picture();
  const order = linearise<Step, ReferenceModel>(calls, model, (end) =>
    isDeepStrictEqual(end.picture(), picture),
  );
  return order === undefined ? { calls, picture } : undefined;
}
