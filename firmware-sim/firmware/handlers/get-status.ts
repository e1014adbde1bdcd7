import { getStatus } from '@fobkit/protocol';
import { ok } from '../outcome.ts';
import { handler } from './handler.ts';

export const getStatusHandler = handler(getStatus, ({ core }, { events = 0 }) => {
  const { clock, env, guard, memory, ram } = core;
  const uptime = env.rtc.uptime();
  return ok({
    lifecycle: core.lifecycle,
    batteryPercent: env.battery.percent(),
    batteryMillivolts: env.battery.millivolts(),
    externalPower: env.battery.externalPower(),
    clock: clock.ticks,
    uptime,
    deciCelsius: env.thermometer.deciCelsius(),
    resetCause: ram.resetCause,
    trimPpb: memory.trimPpb,
    presses: memory.presses,
    counter:
      memory.token === undefined || memory.token.mode === 'totp' ? undefined : memory.counter,
    resets: memory.resets,
    wrongKeys: memory.wrongKeys,
    channelDelay: guard.delay(uptime),
    events: events === 0 ? [] : memory.events.slice(-events).reverse(),
  });
});
