import type { Subject } from '../../../../../host/bench/conform/subject.ts';
import { catalogue, type Lifecycle } from '@fobkit/protocol';
import { Core } from '../../../../../firmware-sim/firmware/core.ts';
import { Display } from '../../../../../firmware-sim/firmware/display.ts';
import { getStatusHandler } from '../../../../../firmware-sim/firmware/handlers/get-status.ts';
import { wipeHandler } from '../../../../../firmware-sim/firmware/handlers/wipe.ts';
import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { Rtc } from '../../../../../firmware-sim/hardware/rtc.ts';
import { handling } from './changing.ts';
import { without } from './logging.ts';
import { coreNow, type Mutant, patch, patchGetter } from './plant.ts';

/** Another state of life than the one that follows. */
function living(change: (core: Core, good: Lifecycle) => Lifecycle): () => () => void {
  return () =>
    patchGetter(Core.prototype, 'lifecycle', (self, original) => change(self, original()));
}

/** Another table of where a command is allowed. */
function allowing(
  code: number,
  change: (states: readonly Lifecycle[]) => readonly Lifecycle[],
): () => () => void {
  return () => {
    const command = catalogue.find((one) => one.code === code);
    if (command === undefined) throw new Error('no such command');
    const { lifecycles } = command;
    Object.assign(command, { lifecycles: change(lifecycles) });
    return () => {
      Object.assign(command, { lifecycles });
    };
  };
}

export const lifeMutants: readonly Mutant[] = [
  {
    name: 'tests no parts while it is blank',
    rule: 'LIFE-11',
    caughtBy: 'life-blank',
    plant: allowing(0x05, (states) => states.filter((one) => one !== 'blank')),
  },
  {
    name: 'proves no seed while it is ready',
    rule: 'LIFE-11',
    caughtBy: 'life-ready',
    plant: allowing(0x24, (states) => states.filter((one) => one !== 'ready')),
  },
  {
    name: 'has other numbers for its states',
    rule: 'CMD-3',
    caughtBy: 'life-state-numbers',
    plant: handling(getStatusHandler, (answer) => {
      const payload = answer.payload?.slice();
      if (payload?.[2] === 1) payload[2] = 2;
      return payload === undefined ? answer : { ...answer, payload };
    }),
  },
  {
    name: 'tells codes when it has lost the time',
    rule: 'LIFE-11',
    caughtBy: 'life-clock-lost',
    plant: allowing(0x03, (states) => [...states, 'clock-lost']),
  },
  {
    name: 'keeps the time without power',
    rule: 'LIFE-9',
    caughtBy: 'life-clock-lost',
    plant: () => patch(Rtc.prototype, 'valid', () => () => true),
  },
  {
    name: 'wants the time in mode hotp',
    rule: 'LIFE-2',
    caughtBy: 'life-hotp-wants-no-time',
    plant: living((core, good) =>
      good === 'ready' && core.memory.token?.mode === 'hotp' && !core.clock.valid
        ? 'clock-lost'
        : good,
    ),
  },
  {
    name: 'does not see the T of a suite',
    rule: 'LIFE-2',
    caughtBy: 'life-ocra-time',
    plant: living((core, good) =>
      good === 'clock-lost' && core.memory.token?.mode === 'ocra' ? 'ready' : good,
    ),
  },
  {
    name: 'is ready before T0',
    rule: 'LIFE-1',
    caughtBy: 'life-before-t0',
    plant: living((core, good) => (good === 'clock-lost' && core.clock.valid ? 'ready' : good)),
  },
  {
    name: 'lives a second longer than its expiry',
    rule: 'LIFE-4',
    caughtBy: 'life-expired',
    plant: living((core, good) => {
      const { expiry } = core.memory.token ?? {};
      const now = core.clock.seconds ?? 0;
      return good === 'expired' && expiry !== undefined && now < expiry + 1 ? 'ready' : good;
    }),
  },
  {
    name: 'writes no event when it finds that it has lost the time',
    rule: 'LIFE-10',
    caughtBy: 'life-expired-clock-lost',
    plant: without('clock-lost'),
  },
  {
    name: 'goes on at the last counter',
    rule: 'LIFE-5',
    caughtBy: 'life-last-counter',
    plant: living((core, good) =>
      good === 'expired' && core.memory.token?.mode === 'hotp' ? 'ready' : good,
    ),
  },
  {
    name: 'does not see that its cell is out',
    rule: 'LIFE-1',
    caughtBy: 'life-dead-cell',
    plant: living((_, good) => (good === 'dead' ? 'ready' : good)),
  },
  {
    name: 'shows something without power',
    rule: 'LIFE-6',
    caughtBy: 'life-no-power',
    tamper: (subject: Subject): Subject => {
      const { hand } = subject;
      if (hand === undefined) return subject;
      const lcd = async () => ({ ...(await hand.lcd()), on: true });
      const act: typeof hand.act = (action) => hand.act(action);
      const lacks: typeof hand.lacks = (capability) => hand.lacks(capability);
      return { ...subject, hand: { kind: hand.kind, lacks, act, lcd } };
    },
  },
  {
    name: 'takes a second seed',
    rule: 'LIFE-7',
    caughtBy: 'life-load-once',
    plant: allowing(0x20, (states) => [...states, 'ready']),
  },
  {
    name: 'wipes nothing',
    rule: 'CMD-36',
    caughtBy: 'life-wipe',
    plant: () => patch(Memory.prototype, 'wipe', () => () => 'ok'),
  },
  {
    name: 'forgets its trim at a wipe',
    rule: 'CMD-38',
    caughtBy: 'life-wipe-keeps',
    plant: handling(wipeHandler, (answer) => {
      coreNow().memory.putTrim(0);
      return answer;
    }),
  },
  {
    name: 'shows the old code after a wipe',
    rule: 'CMD-39',
    caughtBy: 'life-wipe-dark',
    plant: () =>
      patch(wipeHandler, 'run', (original) => (call, payload) => {
        const lit = patch(Display.prototype, 'off', () => () => undefined);
        try {
          return original.call(wipeHandler, call, payload);
        } finally {
          lit();
        }
      }),
  },
];
