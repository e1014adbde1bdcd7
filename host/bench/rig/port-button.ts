import { type ActionProof, delay, RigError } from '@fobkit/client';
import type { DisplayReading, FobStatus } from '@fobkit/protocol';
import type { RelayWire } from '../bench-file/bench.ts';
import { coilFor, type PortTools, reading } from './port-tools.ts';

const PRESS_MS = 150;
/** So long a button must be up before the next push is one, and no bouncing of the last. */
const REST_MS = 200;
/** How long a fob may take to count a press, and how often it is asked. */
const COUNT_MS = 1_500;
const LOOK_MS = 100;

/** What a fob tells that a push of its button changes. */
interface Face {
  readonly status: FobStatus;
  readonly display: DisplayReading | undefined;
}

/**
 * The relay across a fob's button. Its state is read back; and where the fob answers, the push must
 * show there: a count, another screen, a reset. A relay whose contact sticks tells what it was told.
 */
export class PortButton {
  readonly #tools: PortTools;
  readonly #wire: RelayWire;
  /** Before the finger that lies on it. */
  #face: Face | undefined;
  #sinceMs = 0;

  constructor(tools: PortTools, wire: RelayWire) {
    this.#tools = tools;
    this.#wire = wire;
  }

  async press(milliseconds = PRESS_MS, signal?: AbortSignal): Promise<ActionProof> {
    await this.hold();
    try {
      await delay(this.#tools.clock, milliseconds, signal);
    } catch (error) {
      await this.#set(false);
      throw error;
    }
    return this.release();
  }

  /** Lays a finger on the button. */
  async hold(): Promise<ActionProof> {
    this.#face ??= await this.#look();
    await this.#set(true);
    this.#sinceMs = this.#tools.clock.now();
    return { evidence: `the button is down, relay ${this.#wire.relay} read back`, readings: [] };
  }

  async release(): Promise<ActionProof> {
    const downMs = this.#tools.clock.now() - this.#sinceMs;
    await this.#set(false);
    await delay(this.#tools.clock, REST_MS);
    const before = this.#face;
    this.#face = undefined;
    const { instrument } = this.#tools.instruments.board(this.#wire.instrument);
    const told = `the button was down for ${downMs.toFixed(0)} ms and is up, relay ${this.#wire.relay} read back by ${instrument}`;
    const seen = before === undefined ? undefined : await this.#effect(before);
    if (seen === undefined) return { evidence: told, readings: [] };
    const presses = reading(this.#tools.clock, 'presses', seen.status.presses, 'GetStatus');
    return { evidence: `${told}; ${seen.words}`, readings: [presses] };
  }

  async #set(down: boolean): Promise<void> {
    const board = this.#tools.instruments.board(this.#wire.instrument);
    await board.set(this.#wire.relay, coilFor(this.#wire, down));
  }

  async #look(): Promise<Face | undefined> {
    const { probe } = this.#tools;
    const status = await probe.status();
    return status === undefined ? undefined : { status, display: await probe.display() };
  }

  /** Undefined when the fob does not answer any more, which is for others to judge. */
  async #effect(before: Face): Promise<{ status: FobStatus; words: string } | undefined> {
    const { clock } = this.#tools;
    const until = clock.now() + COUNT_MS;
    for (;;) {
      const { probe } = this.#tools;
      const status = await probe.status();
      if (status === undefined) return undefined;
      // To ask for the display uses up the press of a fob in use: only where no count tells.
      const words =
        countChange(before.status, status) ?? screenChange(before.display, await probe.display());
      if (words !== undefined) return { status, words };
      if (clock.now() >= until) {
        const { instrument } = this.#tools.instruments.board(this.#wire.instrument);
        throw new RigError(
          'unproven',
          `relay ${this.#wire.relay} of ${instrument} was closed and opened, but the fob counts no ` +
            'press and shows the same: the contact sticks, is not wired to the button, or the button is dead',
        );
      }
      await delay(clock, LOOK_MS);
    }
  }
}

function countChange(before: FobStatus, now: FobStatus): string | undefined {
  if (now.resets !== before.resets) return `the fob was reset meanwhile (${now.resetCause})`;
  return now.presses === before.presses ? undefined : `the fob counts ${now.presses} presses`;
}

function screenChange(
  was: DisplayReading | undefined,
  is: DisplayReading | undefined,
): string | undefined {
  if (was?.on === is?.on && was?.text === is?.text) return undefined;
  return is?.on === true ? 'the LCD changed' : 'the LCD went off';
}
