import { wipe } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { forgetPress } from '../press-rule.ts';
import { handler } from './handler.ts';

export const wipeHandler = handler(wipe, ({ core }) => {
  const written = core.memory.wipe();
  core.codes.forget();
  forgetPress(core);
  core.display.off();
  if (written !== 'ok') return refuse('flash-failed');
  core.log('wiped');
  return ok({});
});
