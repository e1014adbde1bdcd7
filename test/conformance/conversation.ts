import {
  type Connection,
  DeviceError,
  FobDevice,
  FobError,
  type HostEnv,
  ProvisionError,
  type WireOptions,
} from '@fobkit/client';
import { nodePrimitives } from '@fobkit/client/node';
import { deriveTransportKey, toHex } from '@fobkit/protocol';
import { Prng } from '../support/prng.ts';
import { BATCH_KEY, DEVICE_ID } from '../support/raw-host.ts';
import { RawWire } from './raw-wire.ts';
import { tapped } from './tapped.ts';
import type { FobControl, FobSetup, Reach, ReachedFob } from './reach.ts';

type Direction = '>' | '<';

/**
 * One fob that is talked to, and what was said: `>` bytes to the fob, `<` bytes to the host, joined
 * however the way cuts them; `=` what the host made of it; `!` what it was refused.
 */
export class Conversation {
  readonly factoryKey = deriveTransportKey(nodePrimitives, BATCH_KEY, DEVICE_ID);
  readonly lines: string[];
  readonly env: HostEnv;
  readonly #reached: ReachedFob;
  #said: { readonly direction: Direction; readonly hex: string[] } | undefined;
  readonly #open = new Set<{ close(): Promise<void> }>();

  private constructor(reached: ReachedFob, lines: string[]) {
    this.#reached = reached;
    this.lines = lines;
    const dice = new Prng(7);
    this.env = {
      clock: reached.control.clock,
      randomBytes: (length) => dice.bytes(length),
      primitives: nodePrimitives,
    };
  }

  static async with(
    reach: Reach,
    setup: FobSetup,
    lines: string[],
    talk: (conversation: Conversation) => Promise<void>,
  ): Promise<void> {
    const reached = await reach(setup);
    const conversation = new Conversation(reached, lines);
    try {
      await talk(conversation);
    } finally {
      await conversation.#end();
    }
  }

  get control(): FobControl {
    return this.#reached.control;
  }

  /** The client over this way, its bytes noted down. */
  async connect(options: WireOptions = {}): Promise<FobDevice> {
    const link = this.#reached.link();
    const noted = {
      url: 'fob:conformance',
      open: async () => this.#noted(await link.open()),
    };
    const device = await this.control.settle(FobDevice.connect(noted, this.env, options));
    this.#open.add(device);
    return device;
  }

  /** A connection without the client, for what no client would send. */
  async raw(): Promise<RawWire> {
    const connection = this.#noted(await this.#reached.link().open());
    this.#open.add(connection);
    return new RawWire(this, connection);
  }

  /** Closes a connection of this conversation: a fob takes one host at a time. */
  async hangUp(one: { close(): Promise<void> }): Promise<void> {
    this.#open.delete(one);
    await one.close();
  }

  /** Notes down what a call gives or how it is refused. */
  async ask(what: string, call: () => Promise<unknown>): Promise<void> {
    try {
      const value = await this.control.settle(call());
      this.say(`= ${what}: ${told(value)}`);
    } catch (error) {
      this.say(`! ${what}: ${refusal(error)}`);
    }
  }

  say(line: string): void {
    this.#flush();
    this.lines.push(line);
  }

  async #end(): Promise<void> {
    this.#flush();
    for (const one of this.#open) await one.close();
    await this.#reached.close();
  }

  #noted(connection: Connection): Connection {
    return tapped(connection, {
      written: (bytes) => {
        this.#hear('>', bytes);
      },
      received: (bytes) => {
        this.#hear('<', bytes);
      },
    });
  }

  #hear(direction: Direction, bytes: Uint8Array): void {
    if (this.#said?.direction !== direction) this.#flush();
    this.#said ??= { direction, hex: [] };
    this.#said.hex.push(toHex(bytes));
  }

  #flush(): void {
    const said = this.#said;
    this.#said = undefined;
    if (said !== undefined) this.lines.push(`${said.direction} ${said.hex.join('')}`);
  }
}

function told(value: unknown): string {
  if (value === undefined) return 'done';
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Uint8Array) return toHex(part);
    return part instanceof Set ? [...part] : part;
  });
}

function refusal(error: unknown): string {
  if (error instanceof DeviceError) return `${error.name} ${error.status} of ${error.command}`;
  if (error instanceof ProvisionError) {
    const cause = error.cause === undefined ? '' : ` by ${refusal(error.cause)}`;
    return `${error.name} at ${error.step}, left ${error.left}${cause}`;
  }
  if (error instanceof FobError) return `${error.name} ${error.code}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
