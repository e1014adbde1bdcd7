import * as fc from 'fast-check';

/**
 * Which code is typed: of which token, how many steps off; `current`: of the one that is meant or in
 * use; `wrong`: of none.
 */
export type Typed =
  | { readonly kind: 'of'; readonly token: number; readonly steps: number }
  | { readonly kind: 'current'; readonly steps: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'letters' };

/** Something that happens at the bank. Numbers name contracts, users and tokens of the world. */
export type Step = { readonly contract: number } & (
  | { readonly name: 'start'; readonly mode: 'same' | 'different' }
  | { readonly name: 'mode'; readonly mode: 'same' | 'different'; readonly confirmed: boolean }
  | {
      readonly name: 'register';
      readonly token: number;
      readonly user: number;
      readonly typed: Typed;
      readonly mistyped: boolean;
    }
  | {
      readonly name: 'cancel' | 'unlock' | 'lift-accident';
      readonly user: number;
      readonly mistyped: boolean;
    }
  | { readonly name: 'accident'; readonly user: number; readonly mistyped: boolean }
  | { readonly name: 'discontinue'; readonly confirmed: boolean; readonly mistyped: boolean }
  | { readonly name: 'transact'; readonly user: number; readonly typed: Typed }
  | { readonly name: 'apply' | 'dispatch' | 'arrive' | 'scrap' | 'call'; readonly token: number }
  | { readonly name: 'activate' }
  | { readonly name: 'termination' | 'release' }
  | { readonly name: 'release-token'; readonly token: number }
  | { readonly name: 'release-user'; readonly user: number }
  | { readonly name: 'pass'; readonly seconds: number }
);

export const CONTRACTS = 2;
export const USERS = 2;
export const FOBS = 5;
/** The first token that the contract could register now. */
export const CANDIDATE = -1;

const contract = fc.nat(CONTRACTS - 1);
const user = fc.nat(USERS - 1);
/** Mostly fobs that there are; sometimes one that nobody has. */
const token = fc.nat(FOBS + 3);
const mode = fc.constantFrom('same' as const, 'different' as const);
const often = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false));
const seldom = fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true));
const confirmed = often;
const mistyped = seldom;

/** Mostly what the token shows now. */
const steps = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -4, max: 3 }));
const typed: fc.Arbitrary<Typed> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ kind: fc.constant('current' as const), steps }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('of' as const), token, steps }) },
  { weight: 8, arbitrary: fc.constant({ kind: 'wrong' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'letters' as const }) },
);

function weighed<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> {
  return { weight, arbitrary };
}

function named<Name extends string>(...names: readonly Name[]): fc.Arbitrary<Name> {
  return fc.constantFrom(...names);
}

/** Mostly one that the contract can register. */
const wanted = fc.oneof({ weight: 5, arbitrary: fc.constant(CANDIDATE) }, token);
const registering = fc.record({
  contract,
  name: named('register'),
  token: wanted,
  user,
  typed,
  mistyped,
});

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  weighed(5, fc.record({ contract, name: named('start'), mode })),
  weighed(1, fc.record({ contract, name: named('mode'), mode, confirmed })),
  weighed(10, registering),
  weighed(
    6,
    fc.record({ contract, name: named('cancel', 'unlock', 'lift-accident'), user, mistyped }),
  ),
  weighed(2, fc.record({ contract, name: named('accident'), user, mistyped })),
  weighed(1, fc.record({ contract, name: named('discontinue'), confirmed, mistyped })),
  weighed(30, fc.record({ contract, name: named('transact'), user, typed })),
  weighed(6, fc.record({ contract, name: named('apply', 'dispatch', 'arrive'), token })),
  weighed(1, fc.record({ contract, name: named('scrap', 'call'), token })),
  weighed(1, fc.record({ contract, name: named('activate') })),
  weighed(1, fc.record({ contract, name: named('termination', 'release', 'release', 'release') })),
  weighed(1, fc.record({ contract, name: named('release-token'), token })),
  weighed(1, fc.record({ contract, name: named('release-user'), user })),
  weighed(18, fc.record({ contract, name: named('pass'), seconds: fc.nat(90) })),
);
