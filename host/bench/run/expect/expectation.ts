import type { Expectation, ExpectationKind } from '../../scenario/model.ts';
import type { RunContext } from '../context.ts';
import type { FobUnderRun } from '../fob-under-run.ts';
import type { Check, Checks } from './check.ts';
import { expectInvariants, expectLocked } from './expect-bank.ts';
import { expectCode } from './expect-code.ts';
import { expectLcd, expectPicture } from './expect-face.ts';
import { expectNoFrame } from './expect-silence.ts';
import {
  expectAnswers,
  expectBattery,
  expectCounter,
  expectCounterNeverBack,
  expectDrift,
  expectLifecycle,
  expectLog,
  expectResetCause,
  expectSerial,
} from './expect-state.ts';

const CHECKS: { readonly [K in ExpectationKind]: Checks<K> } = {
  code: expectCode,
  lcd: expectLcd,
  picture: expectPicture,
  lifecycle: expectLifecycle,
  drift: expectDrift,
  battery: expectBattery,
  log: expectLog,
  'no-frame': expectNoFrame,
  'counter-never-back': expectCounterNeverBack,
  counter: expectCounter,
  'reset-cause': expectResetCause,
  answers: expectAnswers,
  serial: expectSerial,
  locked: expectLocked,
  invariants: expectInvariants,
};

/** Looks whether an expectation holds. Rejects with what says nothing about the fob. */
export function checkExpectation(
  wish: Expectation,
  fob: FobUnderRun,
  run: RunContext,
): Promise<Check> {
  return checksOf(wish.kind)(wish, fob, run);
}

function checksOf<K extends ExpectationKind>(kind: K): Checks<K> {
  return CHECKS[kind];
}
