import { type CodeReading, readCode } from '@fobkit/protocol';
import type { Core } from '../core.ts';
import { ok, type Outcome, refuse } from '../outcome.ts';
import { forgetPress, mayTellCode, pressedCounter } from '../press-rule.ts';
import { handler } from './handler.ts';

export const readCodeHandler = handler(readCode, ({ core }, { challenge }) => {
  const token = core.memory.token;
  if (token === undefined || core.memory.tokenDamaged) return refuse('flash-damaged');
  if ((token.mode === 'ocra') !== (challenge !== undefined)) return refuse('bad-challenge');
  if (!mayTellCode(core)) return refuse('press-required');
  const outcome = challenge === undefined ? codeNow(core) : respond(core, challenge);
  if (outcome.status === 'ok') forgetPress(core);
  return outcome;
});

function codeNow(core: Core): Outcome<CodeReading> {
  const { codes, memory } = core;
  const step = codes.timeStep();
  if (step !== undefined) return ok(codes.reading(step.movingFactor));
  // A press that has used up a counter has shown its code: that code is told, not a second one.
  const pressed = pressedCounter(core);
  if (pressed !== undefined) return ok(codes.reading(pressed));
  const counter = memory.counter;
  if (memory.useCounter() !== 'ok') return refuse('flash-failed');
  return ok(codes.reading(counter));
}

function respond(core: Core, challenge: string): Outcome<CodeReading> {
  const { codes, memory } = core;
  const reading = codes.respond(challenge);
  if (reading === undefined) return refuse('bad-challenge');
  if (codes.ocraCounts && memory.useCounter() !== 'ok') return refuse('flash-failed');
  return ok(reading);
}
