import { fobDevice } from '../fob-under-run.ts';
import { check, type Checks } from './check.ts';

/** Whether the fob says nothing that was not asked for. Whatever comes counts, frames or not. */
export const expectNoFrame: Checks<'no-frame'> = async ({ seconds }, fob, run) => {
  const heard = await fob.use(async (device) => {
    const { counters } = fobDevice(device);
    await fob.rig.wait(seconds, run.signal);
    const now = fobDevice(device).counters;
    return {
      frames: now.stale + now.malformed - counters.stale - counters.malformed,
      bytes: now.droppedBytes - counters.droppedBytes,
    };
  }, run.signal);
  const silent = heard.frames === 0 && heard.bytes === 0;
  const found = silent
    ? `it said nothing for ${String(seconds)} s`
    : `unasked it sent ${String(heard.frames)} messages, and ${String(heard.bytes)} bytes of none`;
  return check(silent, found);
};
