import { readDisplay } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { forgetPress, mayTellCode } from '../press-rule.ts';
import { NEVER, ticksToSeconds } from '../ticks.ts';
import { handler } from './handler.ts';

export const readDisplayHandler = handler(readDisplay, ({ core }) => {
  const { display, env } = core;
  const shown = display.shown;
  if (shown === undefined) return ok({ on: false, text: '' });
  if (shown.kind === 'code') {
    // It may stand there from when the fob still gave codes: a person's, and no host's any more.
    if (core.lifecycle !== 'ready') return refuse('wrong-lifecycle');
    if (!mayTellCode(core)) return refuse('press-required');
    forgetPress(core);
  }
  const left = display.deadline === NEVER ? undefined : display.deadline - env.rtc.uptime();
  return ok({
    on: true,
    text: shown.frame.text,
    caption: shown.frame.caption,
    secondsLeft: left === undefined ? undefined : Math.max(0, ticksToSeconds(left)),
  });
});
