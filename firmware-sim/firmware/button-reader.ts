import type { ButtonPort } from './env.ts';
import { type Deadline, millisecondsToTicks, NEVER, secondsToTicks } from './ticks.ts';

/** A contact must stand still this long before it counts. */
const DEBOUNCE_TICKS = millisecondsToTicks(20);

/** Nobody leans on a button this long: it is stuck. */
const STUCK_TICKS = secondsToTicks(30);

export type ButtonEvent = 'press' | 'hold' | 'stuck';

export interface ButtonState {
  /** The contact at the last look. */
  readonly raw: boolean;
  /** When the contact came to where it is. */
  readonly rawSince: number;
  /** The debounced contact. */
  readonly down: boolean;
  readonly downSince: number;
  /** Whether this push was already told, as a press, a hold or a stuck button. */
  readonly told: 'nothing' | ButtonEvent;
}

export const BUTTON_AT_REST: ButtonState = {
  raw: false,
  rawSince: 0,
  down: false,
  downSince: 0,
  told: 'nothing',
};

/**
 * Reads the button: debounces it and tells a press from a hold. A fob with a menu tells a press
 * when the button comes up, so that a hold does not use up a code first; others when it goes down.
 */
export class ButtonReader {
  readonly #port: ButtonPort;
  readonly #holdTicks: number | undefined;
  state: ButtonState = BUTTON_AT_REST;

  constructor(port: ButtonPort, holdSeconds: number | undefined) {
    this.#port = port;
    this.#holdTicks = holdSeconds === undefined ? undefined : secondsToTicks(holdSeconds);
  }

  /**
   * After a reset: a button that is down already is no press. Otherwise a finger on the button of
   * a fob whose cell breaks down under the code would count one press, and one counter, a reset.
   */
  start(uptime: number): void {
    if (!this.#port.isDown()) return;
    this.state = { raw: true, rawSince: uptime, down: true, downSince: uptime, told: 'press' };
  }

  /** Looks at the contact at `uptime` and tells what it came to, if anything. */
  look(uptime: number): ButtonEvent | undefined {
    const raw = this.#port.isDown();
    const before = this.state;
    if (!raw && !before.raw && !before.down) return undefined;
    const rawSince = raw === before.raw ? before.rawSince : uptime;
    const settled = uptime - rawSince >= DEBOUNCE_TICKS;
    const state = { ...before, raw, rawSince };
    if (settled && raw !== before.down) return this.#turn(state, raw, rawSince);
    this.state = state;
    return state.down ? this.#linger(state, uptime) : undefined;
  }

  get stuck(): boolean {
    return this.state.told === 'stuck';
  }

  /** When to look again if the contact does not move. */
  deadline(): Deadline {
    const { raw, rawSince, down, downSince, told } = this.state;
    if (raw !== down) return rawSince + DEBOUNCE_TICKS;
    if (!down || told === 'stuck') return NEVER;
    const holdDue = told === 'nothing' ? this.#holdTicks : undefined;
    return downSince + (holdDue ?? STUCK_TICKS);
  }

  #turn(state: ButtonState, down: boolean, since: number): ButtonEvent | undefined {
    if (down) {
      const event = this.#holdTicks === undefined ? 'press' : undefined;
      this.state = { ...state, down, downSince: since, told: event ?? 'nothing' };
      return event;
    }
    this.state = { ...state, down, told: 'nothing' };
    return state.told === 'nothing' ? 'press' : undefined;
  }

  #linger(state: ButtonState, uptime: number): ButtonEvent | undefined {
    const held = uptime - state.downSince;
    if (held >= STUCK_TICKS && state.told !== 'stuck') return this.#tell(state, 'stuck');
    if (this.#holdTicks !== undefined && held >= this.#holdTicks && state.told === 'nothing') {
      return this.#tell(state, 'hold');
    }
    return undefined;
  }

  #tell(state: ButtonState, event: ButtonEvent): ButtonEvent {
    this.state = { ...state, told: event };
    return event;
  }
}
