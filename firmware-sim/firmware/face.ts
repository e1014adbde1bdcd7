import type { Lifecycle } from '@fobkit/protocol';
import type { ButtonEvent } from './button-reader.ts';
import type { TimeStep } from './code-maker.ts';
import type { Core } from './core.ts';
import type { Screen } from './display.ts';
import type { LcdFrame } from './env.ts';
import { lowBatteryText, menuScreens, textScreen } from './screens.ts';
import { type Deadline, NEVER, secondsToTicks } from './ticks.ts';

const BLANK_TEXT = 'bLAnC';
const NO_CODE_TEXT = '------';

/**
 * How long a display that is always on stays dark after its supply broke down under it: a cell
 * that cannot bear a code must not be asked for one after the other, each reset wearing the flash.
 */
const REST_TICKS = secondsToTicks(3600);

/** What the person sees and does: button in, LCD out. */
export class Face {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  onButton(event: ButtonEvent): void {
    const { env } = this.#core;
    if (event === 'stuck') this.#core.log('button-stuck');
    else if (event === 'hold') this.#showMenu();
    else if (env.product.display.style === 'press') this.#press();
    else this.#pressAlwaysOn();
  }

  /** Brings the LCD up to date: the next screen, the next code of an always-on display. */
  refresh(uptime: number): void {
    const { display, env } = this.#core;
    display.turn(uptime);
    if (env.product.display.style === 'press' || this.#resting(uptime)) return;
    if (display.shown === undefined || display.deadline === NEVER) this.#showStanding();
  }

  /** When `refresh` has something to do again. */
  deadline(uptime: number): Deadline {
    const { clock, codes, display, env } = this.#core;
    if (this.#resting(uptime)) return Math.min(display.deadline, REST_TICKS);
    const change = env.product.display.style === 'press' ? undefined : codes.nextChange();
    const now = clock.ticks;
    if (change === undefined || now === undefined) return display.deadline;
    return Math.min(display.deadline, uptime + secondsToTicks(change) - now);
  }

  #resting(uptime: number): boolean {
    const { env, ram } = this.#core;
    if (ram.resetCause !== 'brown-out' || env.product.display.style === 'press') return false;
    return uptime < REST_TICKS && ram.pressedAt === NEVER;
  }

  #press(): void {
    const { display, env, memory, ram } = this.#core;
    const uptime = env.rtc.uptime();
    if (display.shown?.kind === 'code' && env.product.display.secondPressTurnsOff) {
      display.off();
      return;
    }
    // The last press of a fob's life still gives its code.
    const lifecycle = this.#core.lifecycle;
    const usesCounter = memory.token?.mode === 'hotp' && lifecycle === 'ready';
    const counter = memory.counter;
    if (memory.countPress(usesCounter) !== 'ok') {
      display.show([textScreen(NO_CODE_TEXT)], uptime);
      return;
    }
    ram.pressedAt = uptime;
    const ticks = secondsToTicks(env.product.display.onSeconds);
    const main = this.#codeScreen(lifecycle, ticks, usesCounter ? counter : undefined);
    const warning = this.#warning();
    display.show(warning === undefined ? [main] : [warning, main], uptime);
  }

  #pressAlwaysOn(): void {
    const { memory, ram, env } = this.#core;
    if (memory.countPress(false) !== 'ok') return;
    ram.pressedAt = env.rtc.uptime();
    if (env.product.display.style !== 'app') return;
    ram.captionShown = !ram.captionShown;
    this.#showStanding(true);
  }

  #showStanding(anew = false): void {
    const { codes, display, env } = this.#core;
    const shown = display.shown;
    const factor = codes.timeStep()?.movingFactor;
    if (!anew && factor !== undefined && shown?.factor === factor) return;
    const screen = this.#codeScreen(this.#core.lifecycle, NEVER);
    if (!anew && shown?.kind === 'text' && shown.frame.text === screen.frame.text) return;
    const standing = screen.kind === 'code' ? screen : { ...screen, ticks: NEVER };
    const warning = screen.kind === 'code' ? this.#warning() : undefined;
    display.show(warning === undefined ? [standing] : [warning, standing], env.rtc.uptime());
  }

  /** A code that stands for `ticks`, or the text that stands for it. */
  #codeScreen(lifecycle: Lifecycle, ticks: number, counter?: number): Screen {
    const { codes, env } = this.#core;
    if (lifecycle === 'blank') return textScreen(BLANK_TEXT);
    if (lifecycle === 'expired') return textScreen(env.product.endOfLife.text);
    const step = codes.timeStep();
    const factor = counter ?? step?.movingFactor;
    if (lifecycle !== 'ready' || factor === undefined) return textScreen(NO_CODE_TEXT);
    const frame = this.#frame(codes.code(factor), step);
    return { kind: 'code', frame, factor, ticks };
  }

  #frame(text: string, step: TimeStep | undefined): LcdFrame {
    const { env, memory, ram } = this.#core;
    const style = env.product.display.countdown;
    const caption = ram.captionShown ? memory.token?.serialLabel : undefined;
    const countdown =
      style === 'none' || step === undefined
        ? undefined
        : {
            style,
            endsAt: secondsToTicks(step.endsAt),
            stepTicks: secondsToTicks(step.stepSeconds),
          };
    return { text, caption, countdown };
  }

  #warning(): Screen | undefined {
    const { env, ram } = this.#core;
    const percent = env.battery.percent();
    const text = lowBatteryText(env.product.lowBattery, percent);
    if (text === undefined) return undefined;
    if (!ram.lowBatteryLogged) this.#core.log('low-battery', percent);
    ram.lowBatteryLogged = true;
    return textScreen(text, env.product.display.lowBatterySeconds);
  }

  #showMenu(): void {
    const { clock, display, env, memory } = this.#core;
    const facts = {
      unixSeconds: clock.seconds,
      batteryPercent: env.battery.percent(),
      serialLabel: memory.token?.serialLabel,
    };
    display.show(menuScreens(env.product, facts, env.lcd.positions), env.rtc.uptime());
  }
}
