import type { Lifecycle } from '@fobkit/protocol';
import type { ButtonEvent } from './button-reader.ts';
import type { TimeStep } from './code-maker.ts';
import type { Core } from './core.ts';
import type { Screen } from './display.ts';
import type { LcdFrame } from './env.ts';
import { expiryReached } from './lifecycle.ts';
import { notePress } from './press-rule.ts';
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
    display.turn(uptime, (due) => this.#code(due.ticks, due.factor));
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
    return ram.resting && env.product.display.style !== 'press' && uptime < REST_TICKS;
  }

  #press(): void {
    const { display, env, memory } = this.#core;
    const uptime = env.rtc.uptime();
    if (display.shown?.kind === 'code' && env.product.display.secondPressTurnsOff) {
      display.off();
      return;
    }
    // The last press of a fob's life still gives its code.
    const lifecycle = this.#core.lifecycle;
    const usesCounter = memory.token?.mode === 'hotp' && lifecycle === 'ready';
    const counter = usesCounter ? memory.counter : undefined;
    if (memory.countPress(usesCounter) !== 'ok') {
      display.show([textScreen(NO_CODE_TEXT)], uptime);
      return;
    }
    const ticks = secondsToTicks(env.product.display.onSeconds);
    if (lifecycle === 'ready') {
      notePress(this.#core, counter);
      display.show(this.#codeRow(ticks, counter), uptime);
      return;
    }
    const text = textScreen(this.#textOf(lifecycle));
    const warning = this.#warning();
    display.show(warning === undefined ? [text] : [warning, text], uptime);
  }

  #pressAlwaysOn(): void {
    const { memory, ram, env } = this.#core;
    if (memory.countPress(false) !== 'ok') return;
    ram.resting = false;
    if (this.#core.lifecycle === 'ready') notePress(this.#core);
    if (env.product.display.style !== 'app') return;
    ram.captionShown = !ram.captionShown;
    this.#showStanding(true);
  }

  #showStanding(anew = false): void {
    const { codes, display, env } = this.#core;
    const shown = display.shown;
    const lifecycle = this.#core.lifecycle;
    const factor = lifecycle === 'ready' ? codes.timeStep()?.movingFactor : undefined;
    if (factor !== undefined) {
      if (anew || shown?.factor !== factor) display.show(this.#codeRow(NEVER), env.rtc.uptime());
      return;
    }
    const text = this.#textOf(lifecycle);
    if (!anew && shown?.kind === 'text' && shown.frame.text === text) return;
    display.show([{ ...textScreen(text), ticks: NEVER }], env.rtc.uptime());
  }

  /** What stands in the place of a code. */
  #textOf(lifecycle: Lifecycle): string {
    if (lifecycle === 'blank') return BLANK_TEXT;
    return lifecycle === 'expired' ? this.#core.env.product.endOfLife.text : NO_CODE_TEXT;
  }

  /**
   * A code that stands for `ticks`. A weak cell is told of first, and the code is computed only
   * then: its current is what such a cell may break down under.
   */
  #codeRow(ticks: number, counter?: number): readonly Screen[] {
    const warning = this.#warning();
    if (warning === undefined) return [this.#code(ticks, counter)];
    return [warning, { kind: 'code-due', frame: { text: '' }, factor: counter, ticks }];
  }

  #code(ticks: number, counter: number | undefined): Screen {
    const { clock, codes, memory } = this.#core;
    const { token } = memory;
    if (token !== undefined && expiryReached(token, clock.seconds)) {
      return textScreen(this.#textOf('expired'));
    }
    const step = codes.timeStep();
    const factor = counter ?? step?.movingFactor;
    if (factor === undefined) return textScreen(NO_CODE_TEXT);
    return { kind: 'code', frame: this.#frame(codes.code(factor), step), factor, ticks };
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
