import { setClock } from '@fobkit/protocol';
import { ok, refuse } from '../outcome.ts';
import { handler } from './handler.ts';

export const setClockHandler = handler(setClock, ({ core }, request) => {
  const before = core.clock.ticks;
  const status = core.clock.set(request.clock);
  if (status !== 'ok') return refuse(status);
  core.log('clock-set', before === undefined ? undefined : limited(request.clock - before));
  return ok({ before, after: request.clock });
});

function limited(ticks: number): number {
  return Math.max(-0x8000_0000, Math.min(0x7fff_ffff, ticks));
}
