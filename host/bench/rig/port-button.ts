import { type ActionProof, delay } from '@fobkit/client';
import type { RelayWire } from '../bench-file/bench.ts';
import { coilFor, type PortTools, reading } from './port-tools.ts';
import { effectOfPush, type Face, lookAtFace } from './push-proof.ts';

const PRESS_MS = 150;
/** So long a button must be up before the next push is one, and no bouncing of the last. */
const REST_MS = 200;

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
      await this.lift();
      throw error;
    }
    return this.release();
  }

  /** Lays a finger on the button. */
  async hold(): Promise<ActionProof> {
    this.#face ??= await lookAtFace(this.#tools);
    await this.#set(true);
    this.#sinceMs = this.#tools.clock.now();
    return { evidence: `the button is down, relay ${this.#wire.relay} read back`, readings: [] };
  }

  /** Takes the finger off, and looks at what the push has done. */
  async release(): Promise<ActionProof> {
    const downMs = this.#tools.clock.now() - this.#sinceMs;
    await this.#set(false);
    await delay(this.#tools.clock, REST_MS);
    const before = this.#face;
    this.#face = undefined;
    const { relay } = this.#wire;
    const { instrument } = this.#tools.instruments.board(this.#wire.instrument);
    const told = `the button was down for ${downMs.toFixed(0)} ms and is up, relay ${relay} read back by ${instrument}`;
    if (before === undefined) return { evidence: told, readings: [] };
    const otherwise = `relay ${relay} of ${instrument} sticks, is not wired to the button, or the button is dead`;
    const seen = await effectOfPush(this.#tools, before, otherwise);
    if (seen === undefined) return { evidence: told, readings: [] };
    const presses = reading(this.#tools.clock, 'presses', seen.presses, 'GetStatus');
    return { evidence: `${told}; ${seen.words}`, readings: [presses] };
  }

  /** Takes the finger off, whatever the push has done. */
  async lift(): Promise<void> {
    this.#face = undefined;
    await this.#set(false);
  }

  async #set(down: boolean): Promise<void> {
    const board = this.#tools.instruments.board(this.#wire.instrument);
    await board.set(this.#wire.relay, coilFor(this.#wire, down));
  }
}
