import { ButtonReader } from '../../../../../firmware-sim/firmware/button-reader.ts';
import { Display } from '../../../../../firmware-sim/firmware/display.ts';
import { Face } from '../../../../../firmware-sim/firmware/face.ts';
import { loadSeedHandler } from '../../../../../firmware-sim/firmware/handlers/load-seed.ts';
import { readCodeHandler } from '../../../../../firmware-sim/firmware/handlers/read-code.ts';
import { readDisplayHandler } from '../../../../../firmware-sim/firmware/handlers/read-display.ts';
import { wipeHandler } from '../../../../../firmware-sim/firmware/handlers/wipe.ts';
import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { handling } from './changing.ts';
import { coreNow, type Mutant, patch, patchGetter, together } from './plant.ts';

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

export const pressMutants: readonly Mutant[] = [
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
