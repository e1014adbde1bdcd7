import { wipe } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { NEVER } from '../ticks.ts';
import { handler } from './handler.ts';

export const wipeHandler = handler(wipe, ({ core }) => {
  if (core.memory.wipe() !== 'ok') return refuse('flash-failed');
  core.ram.pressedAt = NEVER;
  core.display.off();
  core.log('wiped');
  return ok({});
});
