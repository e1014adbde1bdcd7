import { type PartResult, selfTest } from '@fobkit/protocol';
import { CodeMaker } from '../code-maker.ts';
import { ok } from '../outcome.ts';
import { handler } from './handler.ts';

/** Below this the cell is called bad, in millivolts: two thirds of a fresh lithium cell. */
const GOOD_MILLIVOLTS = 2000;

export const selfTestHandler = handler(selfTest, ({ core }) => {
  const { button, clock, env, memory } = core;
  const deadSegments = env.lcd.test();
  core.display.showAgain();
  const damaged = memory.countDamaged();
  const millivolts = env.battery.millivolts();
  const parts: readonly PartResult[] = [
    { part: 'lcd', ok: deadSegments === 0, value: deadSegments },
    { part: 'flash', ok: damaged === 0, value: damaged },
    { part: 'clock', ok: !clock.lost, value: clock.valid ? 1 : 0 },
    { part: 'battery', ok: millivolts >= GOOD_MILLIVOLTS, value: millivolts },
    { part: 'button', ok: !button.stuck, value: button.stuck ? 1 : 0 },
    { part: 'crypto', ok: CodeMaker.knownAnswer(), value: 0 },
  ];
  const passed = parts.every((part) => part.ok);
  if (!passed)
    core.log(
      'self-test-failed',
      parts.findIndex((part) => !part.ok),
    );
  return ok({ ok: passed, parts });
});
