import { trimClock } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { handler } from './handler.ts';

export const trimClockHandler = handler(trimClock, ({ core }, { trimPpb }) => {
  const before = core.memory.trimPpb;
  const status = core.clock.trim(trimPpb);
  if (status !== 'ok') return refuse(status);
  core.log('trimmed', trimPpb);
  return ok({ before });
});
