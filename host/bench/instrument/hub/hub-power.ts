import { RigError } from '@fobkit/client';
import type { HubInstrument } from '../../bench-file/bench.ts';
import { OneAtATime } from '../stream/one-at-a-time.ts';
import { type HubPortText, type HubText, parseHubText } from './hub-text.ts';

/** What a program said. */
export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Rejects when it does not start or takes too long. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  timeoutMs: number,
) => Promise<ProgramResult>;

/**
 * Power of a hub's ports, by uhubctl. Its exit status says nothing (it is 0 after a switch that
 * failed); what counts is the block "New status", and what a second call then tells.
 *
 * Methods reject with RigError: `contact` when it does not run or tells of no such hub or port,
 * `refused` when the hub cannot switch its ports, `unproven`. Whether the fob lost its power is
 * another question: some hubs cut the data lines alone.
 */
export class HubPower {
  readonly #config: HubInstrument;
  readonly #run: RunProgram;
  readonly #turns = new OneAtATime();
  readonly #permit: () => void;
  #description = 'not asked yet';

  /** @param permit Throws when nothing may be switched any more. */
  constructor(config: HubInstrument, run: RunProgram, permit: () => void = () => undefined) {
    this.#config = config;
    this.#run = run;
    this.#permit = permit;
  }

  get instrument(): string {
    return `hub ${this.#config.name} (${this.#description})`;
  }

  /** Asks for the hub; switches nothing. */
  identify(): Promise<string> {
    return this.#turns.run(async () => {
      const [hub] = await this.#ask([], 'Current');
      if (hub === undefined) throw new RigError('contact', `${this.#what} is not there`);
      if (hub.switching === 'nops') {
        throw new RigError('refused', `${this.#what} cannot switch the power of its ports`);
      }
      this.#description = hub.description;
      return hub.description;
    });
  }

  /** Whether the port has power; on a USB 3 hub both of its halves are asked. */
  read(port: number): Promise<HubPortText> {
    return this.#turns.run(() => this.#port(port));
  }

  /** Switches one port and reads it back. */
  set(port: number, on: boolean): Promise<void> {
    return this.#turns.run(async () => {
      const word = on ? 'on' : 'off';
      this.#permit();
      const hubs = await this.#ask(['-p', String(port), '-a', word], 'New');
      const told = hubs.flatMap(({ ports }) => ports.filter((one) => one.port === port));
      if (told.length === 0) {
        throw new RigError(
          'unproven',
          `${this.#what}: uhubctl tells no new status of port ${port}`,
        );
      }
      const later = await this.#port(port);
      const wrong = [...told, later].find(({ power }) => power !== on);
      if (wrong === undefined) return;
      const now = wrong.words.join(' ');
      throw new RigError(
        'unproven',
        `${this.#what}: port ${port} was switched ${word}, and its status is "${now}"`,
      );
    });
  }

  get #what(): string {
    return `hub ${this.#config.name} (usb:${this.#config.location})`;
  }

  async #port(port: number): Promise<HubPortText> {
    const hubs = await this.#ask(['-p', String(port)], 'Current');
    const found = hubs.flatMap(({ ports }) => ports.filter((one) => one.port === port));
    const [first] = found;
    if (first === undefined) throw new RigError('contact', `${this.#what} has no port ${port}`);
    const power = found.some((one) => one.power);
    return { ...first, power, connected: found.some(({ connected }) => connected) };
  }

  async #ask(args: readonly string[], when: HubText['when']): Promise<readonly HubText[]> {
    const { program, location, timeoutMs } = this.#config;
    let said: ProgramResult;
    try {
      said = await this.#run(program, ['-l', location, ...args], timeoutMs);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RigError('contact', `${this.#what}: ${program}: ${why}`, { cause });
    }
    const hubs = parseHubText(said.stdout).filter((hub) => hub.when === when);
    if (hubs.length > 0) return hubs;
    const why = (said.stderr.trim() || said.stdout.trim() || 'it said nothing').slice(0, 200);
    throw new RigError('contact', `${this.#what}: ${program} tells of no hub there: ${why}`);
  }
}
