import type { EventKind, Lifecycle, ResetCause } from '@fobkit/protocol';
import { ButtonReader } from './button-reader.ts';
import { ChannelGuard } from './channel-guard.ts';
import { ClockKeeper } from './clock-keeper.ts';
import { CodeMaker } from './code-maker.ts';
import { Display } from './display.ts';
import type { Env } from './env.ts';
import { lifecycleOf } from './lifecycle.ts';
import { Memory } from './memory.ts';
import { NEVER } from './ticks.ts';

/** What the firmware keeps in RAM beside what its parts keep: lost at each reset. */
export interface Ram {
  resetCause: ResetCause;
  /** Uptime of a press that found a code to show and that no host has used yet; NEVER: none. */
  pressedAt: number;
  /** The counter that this press used up; undefined when it used none. */
  pressedCounter?: number | undefined;
  /** After a brown-out an always-on display stays dark for a while, or until a press. */
  resting: boolean;
  /** Whether an app shows the serial label under its code. */
  captionShown: boolean;
  lowBatteryLogged: boolean;
  expiredLogged: boolean;
  clockLostLogged: boolean;
}

function freshRam(): Ram {
  return {
    resetCause: 'power-on',
    pressedAt: NEVER,
    resting: false,
    captionShown: false,
    lowBatteryLogged: false,
    expiredLogged: false,
    clockLostLogged: false,
  };
}

/** The organs of the firmware over one Env: what its handlers and its face work with. */
export class Core {
  readonly env: Env;
  readonly memory: Memory;
  readonly clock: ClockKeeper;
  readonly codes: CodeMaker;
  readonly display: Display;
  readonly button: ButtonReader;
  readonly guard: ChannelGuard;
  ram: Ram = freshRam();

  constructor(env: Env) {
    this.env = env;
    this.memory = new Memory(env.flash);
    this.clock = new ClockKeeper(env.rtc, this.memory, env.product);
    this.codes = new CodeMaker(this.memory, this.clock, env.battery);
    this.display = new Display(env.lcd);
    this.button = new ButtonReader(env.button, env.product.menu?.holdSeconds);
    this.guard = new ChannelGuard(this.memory);
  }

  get lifecycle(): Lifecycle {
    return lifecycleOf({
      memory: this.memory,
      clock: this.clock,
      battery: this.env.battery,
      product: this.env.product,
    });
  }

  /** The transport key that holds now. */
  get transportKey(): Uint8Array {
    return this.memory.transportKey?.key ?? this.env.factoryKey;
  }

  get keyGeneration(): number {
    return this.memory.transportKey?.generation ?? 0;
  }

  /** Writes to the event log. A log that cannot be written must not stop what it tells of. */
  log(kind: EventKind, value?: number): void {
    this.memory.log(kind, this.clock.ticks, value);
  }
}
