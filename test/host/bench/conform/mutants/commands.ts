import type { Subject } from '../../../../../host/bench/conform/subject.ts';
import type { FobSeat } from '../../../../../host/emulator/seat/fob-seat.ts';
import { getInfo, getStatus, selfTest, setClock, toHex, tryDecode } from '@fobkit/protocol';
import { ClockKeeper } from '../../../../../firmware-sim/firmware/clock-keeper.ts';
import { Firmware } from '../../../../../firmware-sim/firmware/firmware.ts';
import { getInfoHandler } from '../../../../../firmware-sim/firmware/handlers/get-info.ts';
import { getStatusHandler } from '../../../../../firmware-sim/firmware/handlers/get-status.ts';
import { loadSeedHandler } from '../../../../../firmware-sim/firmware/handlers/load-seed.ts';
import { readDisplayHandler } from '../../../../../firmware-sim/firmware/handlers/read-display.ts';
import { selfTestHandler } from '../../../../../firmware-sim/firmware/handlers/self-test.ts';
import { setClockHandler } from '../../../../../firmware-sim/firmware/handlers/set-clock.ts';
import { winkHandler } from '../../../../../firmware-sim/firmware/handlers/wink.ts';
import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { commandOf, handling, inReply, replying } from './changing.ts';
import { without } from './logging.ts';
import { coreNow, type Mutant, patch } from './plant.ts';

type Set = ClockKeeper['set'];

function setting(
  change: (self: ClockKeeper, good: Set, ticks: number) => ReturnType<Set>,
): () => () => void {
  return () =>
    patch(
      ClockKeeper.prototype,
      'set',
      (original) =>
        function (this: ClockKeeper, ticks) {
          return change(this, original.bind(this), ticks);
        },
    );
}

export const commandMutants: readonly Mutant[] = [
  {
    name: 'names a command twice',
    rule: 'CMD-5',
    caughtBy: 'info-fields',
    plant: inReply(getInfoHandler, getInfo, (info) => ({
      ...info,
      features: { ...info.features, commands: [...info.features.commands, 0x01] },
    })),
  },
  {
    name: 'does not tell the T0 that was loaded',
    rule: 'CMD-6',
    caughtBy: 'info-loaded',
    plant: inReply(getInfoHandler, getInfo, (info) =>
      info.loaded === undefined ? info : { ...info, loaded: { ...info.loaded, t0: undefined } },
    ),
  },
  {
    name: 'tells the present counter in the place of the first',
    rule: 'CMD-6',
    caughtBy: 'info-first-counter',
    plant: inReply(getInfoHandler, getInfo, (info) =>
      info.loaded?.counter === undefined
        ? info
        : { ...info, loaded: { ...info.loaded, counter: coreNow().memory.counter } },
    ),
  },
  {
    name: 'tells its seed in a field that nobody knows',
    rule: 'CMD-4',
    caughtBy: 'no-secret-told',
    plant: replying((reply, message) => {
      const { seed } = coreNow().memory.token ?? {};
      const { payload } = reply;
      if (commandOf(message) !== 0x02 || seed?.length !== 20 || payload === undefined) return reply;
      const field = [0x18, 99, 0x54, ...seed];
      return {
        ...reply,
        payload: Uint8Array.of((payload[0] ?? 0) + 1, ...payload.subarray(1), ...field),
      };
    }),
  },
  {
    name: 'counts its uptime in milliseconds',
    rule: 'CMD-3',
    caughtBy: 'status-fields',
    plant: inReply(getStatusHandler, getStatus, (status) => ({
      ...status,
      uptime: Math.round((status.uptime * 1000) / 32_768),
    })),
  },
  {
    name: 'has a clock that is a tenth too fast',
    rule: 'CMD-25',
    caughtBy: 'status-clock',
    tamper: (subject: Subject, seat: FobSeat): Subject => {
      seat.fob.setCrystalDrift(100_000_000);
      return subject;
    },
  },
  {
    name: 'tells the oldest event first',
    rule: 'CMD-7',
    caughtBy: 'events',
    plant: inReply(getStatusHandler, getStatus, (status) => ({
      ...status,
      events: status.events.toReversed(),
    })),
  },
  {
    name: 'writes no event at a reset',
    rule: 'CMD-7',
    caughtBy: 'events-over-reset',
    plant: without('boot'),
  },
  {
    name: 'looks at the serial label before the step',
    rule: 'CMD-21',
    caughtBy: 'load-refusals',
    plant: handling(loadSeedHandler, (answer, payload) =>
      answer.status === 'unsupported-step' && toHex(payload).includes('613f')
        ? { status: 'serial-label' }
        : answer,
    ),
  },
  {
    name: 'takes an expiry that is now',
    rule: 'CMD-21',
    caughtBy: 'load-refusals',
    plant: handling(loadSeedHandler, (answer) =>
      answer.status === 'expiry-passed' ? { status: 'serial-label' } : answer,
    ),
  },
  {
    name: 'calls a suite with a PIN one that it does not support',
    rule: 'CMD-24',
    caughtBy: 'load-suites',
    plant: handling(loadSeedHandler, (answer) =>
      answer.status === 'bad-suite' ? { status: 'unsupported-mode' } : answer,
    ),
  },
  {
    name: 'takes no challenge of 64 letters',
    rule: 'CODE-19',
    caughtBy: 'code-suites',
    plant: handling(loadSeedHandler, (answer, payload) =>
      toHex(payload).includes(toHex(Uint8Array.from('QA64', (one) => one.charCodeAt(0))))
        ? { status: 'bad-suite' }
        : answer,
    ),
  },
  {
    name: 'takes no time after the year 5800',
    rule: 'CMD-25',
    caughtBy: 'clock-blank',
    plant: () =>
      patch(setClockHandler, 'run', (original) => (call, payload) => {
        const clock = tryDecode(setClock.request, payload)?.clock ?? 0;
        if (clock > 4_000_000_000_000_000) return { status: 'clock-limit' };
        return original.call(setClockHandler, call, payload);
      }),
  },
  {
    name: 'moves the clock of a loaded fob back',
    rule: 'CMD-26',
    caughtBy: 'clock-limit',
    plant: setting((_, good, ticks) => {
      const status = good(ticks);
      return status === 'clock-backward' ? 'ok' : status;
    }),
  },
  {
    name: 'looks at each move of the clock by itself',
    rule: 'CMD-26',
    caughtBy: 'clock-limit',
    plant: () =>
      patch(
        Memory.prototype,
        'putClock',
        (original) =>
          function (this: Memory, use) {
            return original.call(this, { ...use, moved: 0 });
          },
      ),
  },
  {
    name: 'lets nobody set a clock that was not set at the load',
    rule: 'CMD-27',
    caughtBy: 'clock-once',
    plant: setting((self, good, ticks) =>
      self.valid || coreNow().memory.token === undefined ? good(ticks) : 'clock-limit',
    ),
  },
  {
    name: 'sets a clock that was lost',
    rule: 'CMD-28',
    caughtBy: 'life-clock-lost',
    plant: setting((self, good, ticks) => {
      const status = good(ticks);
      if (status !== 'clock-limit' || self.valid) return status;
      coreNow().env.rtc.set(ticks);
      return 'ok';
    }),
  },
  {
    name: 'takes any trim',
    rule: 'CMD-31',
    caughtBy: 'trim',
    plant: () =>
      patch(
        ClockKeeper.prototype,
        'trim',
        (original) =>
          function (this: ClockKeeper, ppb) {
            return original.call(this, Math.max(-100_000, Math.min(100_000, ppb)));
          },
      ),
  },
  {
    name: 'forgets its trim at a reset',
    rule: 'CMD-32',
    caughtBy: 'trim-kept',
    plant: () =>
      patch(
        Firmware.prototype,
        'boot',
        (original) =>
          function (this: Firmware, cause) {
            this.core.memory.putTrim(0);
            original.call(this, cause);
          },
      ),
  },
  {
    name: 'tells its parts in another order',
    rule: 'CMD-18',
    caughtBy: 'self-test',
    plant: inReply(selfTestHandler, selfTest, (result) => ({
      ...result,
      parts: result.parts.toReversed(),
    })),
  },
  {
    name: 'does not wink',
    rule: 'CMD-19',
    caughtBy: 'wink',
    plant: () =>
      patch(winkHandler, 'run', () => () => ({ status: 'ok', payload: Uint8Array.of(0xa0) })),
  },
  {
    name: 'does not tell what its display shows while it is blank',
    rule: 'CMD-1',
    caughtBy: 'commands-always',
    plant: () =>
      patch(
        readDisplayHandler,
        'run',
        (original) => (call, payload) =>
          call.core.lifecycle === 'blank'
            ? { status: 'wrong-lifecycle' }
            : original.call(readDisplayHandler, call, payload),
      ),
  },
];
