import { type Lifecycle, type Purpose, type ResetCause, resetCauses } from '@fobkit/protocol';
import { Core } from './core.ts';
import { Dispatcher } from './dispatch.ts';
import type { Env } from './env.ts';
import { Face } from './face.ts';
import type { LinkSession } from './link-session.ts';
import { makeSession } from './make-session.ts';
import type { Program } from './program.ts';
import type { RamImage } from './ram-image.ts';
import { winkScreens } from './screens.ts';
import { NEVER, secondsToTicks } from './ticks.ts';

/**
 * An alarm register holds a day and no more: what is due later (T0 may be any time to come) is
 * looked at again each day.
 */
const LONGEST_SLEEP = secondsToTicks(86_400);

/**
 * The firmware of a fob, as it would be flashed: it is woken by its alarm, its button and its
 * links, does what is due, and sleeps. It sees the world through `Env` alone.
 */
export class Firmware implements Program {
  readonly core: Core;
  readonly #face: Face;
  readonly #dispatcher: Dispatcher;
  readonly #sessions = new Map<number, LinkSession>();

  /** Starts with what flash holds. `boot` follows after a reset; a restored RAM otherwise. */
  constructor(env: Env) {
    this.core = new Core(env);
    this.#face = new Face(this.core);
    this.#dispatcher = new Dispatcher(this.core);
  }

  get lifecycle(): Lifecycle {
    return this.core.lifecycle;
  }

  get purpose(): Purpose | undefined {
    return this.core.memory.token?.purpose;
  }

  get serialLabel(): string | undefined {
    return this.core.memory.token?.serialLabel;
  }

  get mayHoldProductionSeed(): boolean {
    const { token, tokenDamaged } = this.core.memory;
    return token === undefined ? tokenDamaged : token.purpose !== 'test';
  }

  boot(cause: ResetCause): void {
    const { memory, ram } = this.core;
    ram.resetCause = cause;
    ram.resting = cause === 'brown-out';
    memory.putResets(memory.resets + 1);
    this.core.log('boot', resetCauses[cause]);
    this.core.button.start(this.core.env.rtc.uptime());
    const damaged = memory.countDamaged();
    if (damaged > 0) this.core.log('flash-damaged', damaged);
    this.wake();
  }

  saveRam(): RamImage {
    const { button, display, guard, ram } = this.core;
    const { lastAttempt } = guard;
    return { ram: { ...ram }, display: display.state, button: button.state, lastAttempt };
  }

  loadRam(image: RamImage): void {
    this.core.ram = { ...image.ram };
    this.core.display.state = image.display;
    this.core.button.state = image.button;
    this.core.guard.lastAttempt = image.lastAttempt;
  }

  /** Does what is due: on the alarm, on an edge of the button and after each message. */
  wake(): void {
    const { button, env } = this.core;
    const uptime = env.rtc.uptime();
    env.watchdog.kick();
    const event = button.look(uptime);
    if (event !== undefined) this.#face.onButton(event);
    this.#face.refresh(uptime);
    this.#logTurns();
    for (const [link, session] of this.#sessions) this.#send(link, session.elapse(uptime));
    const due = Math.min(
      button.deadline(),
      this.#face.deadline(uptime),
      ...[...this.#sessions.values()].map((session) => session.wakeAt ?? NEVER),
    );
    env.rtc.setAlarm(due === NEVER ? undefined : Math.min(due, uptime + LONGEST_SLEEP));
  }

  /** Bytes that a host sent on `link`. */
  receive(link: number, bytes: Uint8Array): void {
    const { display, env } = this.core;
    let session = this.#sessions.get(link);
    if (session === undefined) {
      session = makeSession(this.core, env.link.kind(link), {
        answer: (message) => this.#dispatcher.answer(link, message),
        wink: () => {
          display.show(winkScreens(env.lcd.positions), env.rtc.uptime());
        },
      });
      this.#sessions.set(link, session);
    }
    const frames = session.receive(bytes, env.rtc.uptime());
    this.#send(link, frames);
    if (frames.length > 0 || session.wakeAt !== undefined) this.wake();
  }

  /** The host of `link` is gone: nothing of it may wait for the next one. */
  linkClosed(link: number): void {
    this.#sessions.delete(link);
    this.#dispatcher.channel.close(link);
  }

  #send(link: number, frames: readonly Uint8Array[]): void {
    for (const frame of frames) this.core.env.link.send(link, frame);
  }

  #logTurns(): void {
    const { clock, ram } = this.core;
    if (clock.lost && !ram.clockLostLogged) {
      ram.clockLostLogged = true;
      this.core.log('clock-lost');
    }
    if (!ram.expiredLogged && this.core.lifecycle === 'expired') {
      ram.expiredLogged = true;
      this.core.log('expired');
    }
  }
}
