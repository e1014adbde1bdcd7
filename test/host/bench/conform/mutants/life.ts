import type { Subject } from '../../../../../host/bench/conform/subject.ts';
import { catalogue, type Lifecycle } from '@fobkit/protocol';
import { ButtonReader } from '../../../../../firmware-sim/firmware/button-reader.ts';
import { Core } from '../../../../../firmware-sim/firmware/core.ts';
import { Display } from '../../../../../firmware-sim/firmware/display.ts';
import { Face } from '../../../../../firmware-sim/firmware/face.ts';
import { getStatusHandler } from '../../../../../firmware-sim/firmware/handlers/get-status.ts';
import { loadSeedHandler } from '../../../../../firmware-sim/firmware/handlers/load-seed.ts';
import { readCodeHandler } from '../../../../../firmware-sim/firmware/handlers/read-code.ts';
import { readDisplayHandler } from '../../../../../firmware-sim/firmware/handlers/read-display.ts';
import { wipeHandler } from '../../../../../firmware-sim/firmware/handlers/wipe.ts';
import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { Rtc } from '../../../../../firmware-sim/hardware/rtc.ts';
import { handling } from './messages.ts';
import { coreNow, type Mutant, patch, patchGetter, together } from './plant.ts';

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

/** Another text in the place of one. */
function showing(text: string, other: string): () => () => void {
  return () =>
    patch(
      Display.prototype,
      'show',
      (original) =>
        function (this: Display, screens, uptime) {
          const changed = screens.map((screen) =>
            screen.frame.text === text
              ? { ...screen, frame: { ...screen.frame, text: other } }
              : screen,
          );
          original.call(this, changed, uptime);
        },
    );
}

/** Numbers that are kept in RAM alone: what a store does that writes late. */
function lazily(method: 'useCounter' | 'countPress'): () => () => void {
  return () => {
    const ahead = new WeakMap<Memory, number>();
    return together(
      patchGetter(
        Memory.prototype,
        'counter',
        (self, original) => original() + (ahead.get(self) ?? 0),
      ),
      method === 'useCounter'
        ? patch(
            Memory.prototype,
            'useCounter',
            () =>
              function (this: Memory) {
                ahead.set(this, (ahead.get(this) ?? 0) + 1);
                return 'ok';
              },
          )
        : patch(
            Memory.prototype,
            'countPress',
            (original) =>
              function (this: Memory, uses) {
                if (uses) ahead.set(this, (ahead.get(this) ?? 0) + 1);
                return original.call(this, false);
              },
          ),
    );
  };
}

/** Does something before a handler runs. */
function before(handler: typeof readCodeHandler, run: () => void): () => () => void {
  return () =>
    patch(handler, 'run', (original) => (call, payload) => {
      run();
      return original.call(handler, call, payload);
    });
}

/** Keeps the press that a handler should forget. */
function keepingPress(handler: typeof readCodeHandler): () => () => void {
  return () =>
    patch(handler, 'run', (original) => (call, payload) => {
      const { pressedAt, pressedCounter } = call.core.ram;
      const answer = original.call(handler, call, payload);
      Object.assign(call.core.ram, { pressedAt, pressedCounter });
      return answer;
    });
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
    plant: () =>
      patch(
        Memory.prototype,
        'log',
        (original) =>
          function (this: Memory, kind, ...rest) {
            return kind === 'clock-lost' ? 'ok' : original.call(this, kind, ...rest);
          },
      ),
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
  {
    name: 'counts each press twice',
    rule: 'LIFE-12',
    caughtBy: 'press-counted',
    plant: () =>
      patch(
        Memory.prototype,
        'countPress',
        (original) =>
          function (this: Memory, uses) {
            original.call(this, false);
            return original.call(this, uses);
          },
      ),
  },
  {
    name: 'shows another text while it is blank',
    rule: 'LIFE-12',
    caughtBy: 'press-screens',
    plant: showing('bLAnC', '888888'),
  },
  {
    name: 'shows zeros when it has lost the time',
    rule: 'LIFE-12',
    caughtBy: 'press-clock-lost',
    plant: showing('------', '000000'),
  },
  {
    name: 'shows a number after its end',
    rule: 'LIFE-12',
    caughtBy: 'press-expired',
    plant: showing('EEEEEE', '755224'),
  },
  {
    name: 'uses up no counter by a press',
    rule: 'LIFE-13',
    caughtBy: 'press-hotp',
    plant: () =>
      patch(
        Memory.prototype,
        'countPress',
        (original) =>
          function (this: Memory) {
            return original.call(this, false);
          },
      ),
  },
  {
    name: 'tells the code of a press whenever',
    rule: 'CMD-12',
    caughtBy: 'press-hotp-late',
    plant: before(readCodeHandler, () => {
      const { ram, env } = coreNow();
      if (ram.pressedCounter !== undefined) ram.pressedAt = env.rtc.uptime();
    }),
  },
  {
    name: 'writes the counter of a press late',
    rule: 'LIFE-13',
    caughtBy: 'press-hotp-cut',
    plant: lazily('countPress'),
  },
  {
    name: 'writes the counter of a code late',
    rule: 'CMD-11',
    caughtBy: 'code-hotp-kept',
    plant: lazily('useCounter'),
  },
  {
    name: 'asks for no press',
    rule: 'CMD-14',
    caughtBy: 'press-rule',
    plant: before(readCodeHandler, () => {
      const { ram, env } = coreNow();
      ram.pressedAt = env.rtc.uptime();
    }),
  },
  {
    name: 'tells a production code on the LCD as often as it is asked',
    rule: 'CMD-16',
    caughtBy: 'press-rule-display',
    plant: keepingPress(readDisplayHandler),
  },
  {
    name: 'remembers a press over a wipe and a load',
    rule: 'CMD-14',
    caughtBy: 'press-forgotten',
    plant: () => together(keepingPress(wipeHandler)(), keepingPress(loadSeedHandler)()),
  },
  {
    name: 'lets a press count that found it blank',
    rule: 'CMD-14',
    caughtBy: 'press-blank',
    plant: () =>
      together(
        keepingPress(loadSeedHandler)(),
        patch(
          Face.prototype,
          'onButton',
          (original) =>
            function (this: Face, event) {
              original.call(this, event);
              const { ram, env } = coreNow();
              ram.pressedAt = env.rtc.uptime();
            },
        ),
      ),
  },
  {
    name: 'counts a code that is read as a press',
    rule: 'CMD-15',
    caughtBy: 'read-is-no-press',
    plant: before(readCodeHandler, () => {
      coreNow().memory.countPress(false);
    }),
  },
  {
    name: 'tells the code on the LCD after its end',
    rule: 'CMD-16',
    caughtBy: 'display-expired',
    plant: handling(readDisplayHandler, (answer) =>
      answer.status === 'wrong-lifecycle'
        ? { status: 'ok', payload: Uint8Array.of(0xa2, 1, 0xf5, 2, 0x61, 0x31) }
        : answer,
    ),
  },
  {
    name: 'takes a button that is down at a reset for a press',
    rule: 'LIFE-14',
    caughtBy: 'press-at-reset',
    plant: () => patch(ButtonReader.prototype, 'start', () => () => undefined),
  },
  {
    name: 'counts a hold as a press',
    rule: 'LIFE-15',
    caughtBy: 'press-menu',
    plant: () =>
      patch(
        Face.prototype,
        'onButton',
        (original) =>
          function (this: Face, event) {
            original.call(this, event);
            if (event === 'hold') coreNow().memory.countPress(false);
          },
      ),
  },
];
