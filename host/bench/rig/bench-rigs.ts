import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type ActionProof, type Rig, RigError, Secret } from '@fobkit/client';
import { type FobInfo, fromHex, UsageError } from '@fobkit/protocol';
import type { Bench, BenchPort } from '../bench-file/bench.ts';
import { readBench } from '../bench-file/read-bench.ts';
import type { BenchEnv } from '../instrument/bench-env.ts';
import type { PersonHands } from '../instrument/person/person-hands.ts';
import type { RigSource } from '../run/runner.ts';
import type { Scenario } from '../scenario/model.ts';
import { type StartWatchdog, startWatchdog } from '../watchdog/watchdog-process.ts';
import { BenchRig } from './bench-rig.ts';
import { BenchSession } from './bench-session.ts';
import { FobProbe } from './fob-probe.ts';
import { openLeases } from './open-leases.ts';
import { portParts } from './port-parts.ts';
import { joined } from './port-power.ts';
import { proofOfSafety } from './safe-state.ts';

export interface BenchRigsOptions {
  /** Text of the bench file, and its path. */
  readonly text: string;
  readonly file: string;
  readonly env: BenchEnv;
  /** A folder of this user alone, the same for all runs of the machine: leases are kept there. */
  readonly stateFolder: string;
  /** Name of the run for those who find the bench busy; drawn if absent. */
  readonly run?: string;
  /** The port of the fob under test; the first that fits if absent. */
  readonly port?: string;
  /** A process of its own if absent. */
  readonly startWatchdog?: StartWatchdog;
}

/**
 * The fobs in the ports of a bench. While a rig is taken its instruments are leased and guarded by a
 * watchdog; when the last one is let go of, everything is safe and free again.
 */
export class BenchRigs implements RigSource {
  readonly kind = 'bench';
  readonly name: string;
  readonly bench: Bench;
  readonly #options: BenchRigsOptions;
  #session: BenchSession | undefined;
  readonly #taken = new Map<string, BenchPort>();

  /** @throws BenchFileError, and UsageError for a port that is not in it; nothing was touched then. */
  constructor(options: BenchRigsOptions) {
    this.bench = readBench(options);
    this.name = `bench ${this.bench.name}`;
    this.#options = options;
    const { port } = options;
    if (port === undefined || this.bench.ports.some(({ name }) => name === port)) return;
    throw new UsageError(`bench ${this.bench.name} has no port ${port}; it has ${this.#portNames}`);
  }

  get #portNames(): string {
    return this.bench.ports.map(({ name }) => name).join(', ');
  }

  /** Asks the fob who it is before anything else happens to it. */
  async take(scenario: Scenario, fob?: string): Promise<Rig> {
    return this.#take(this.#portFor(scenario, fob));
  }

  /** The fob in a port, whatever its type. Rejects as `take`. */
  takePort(name: string): Promise<BenchRig> {
    const port = this.bench.ports.find((one) => one.name === name && !this.#taken.has(name));
    if (port !== undefined) return this.#take(port);
    return Promise.reject(
      new UsageError(
        `bench ${this.bench.name} has no port ${name} that is free; it has ${this.#portNames}`,
      ),
    );
  }

  async #take(port: BenchPort): Promise<BenchRig> {
    this.#session ??= this.#begin();
    const session = this.#session;
    this.#taken.set(port.name, port);
    try {
      return await this.#takePort(session, port);
    } catch (error) {
      const { armed } = session;
      const unsafe = await this.#letGo(session, port).then(() => undefined, messageOf);
      if (!armed || unsafe === undefined || !(error instanceof RigError)) throw error;
      throw new RigError(error.code, `${error.message}; ${unsafe}`, { cause: error });
    }
  }

  async #takePort(session: BenchSession, port: BenchPort): Promise<BenchRig> {
    const { env } = this.#options;
    const { tolerances, name: benchName } = this.bench;
    await session.add(port);
    const safe = proofOfSafety(await session.safe.reach([port]));
    const probe = new FobProbe(env, port, tolerances);
    const { clock } = env.host;
    const tools = { port, tolerances, instruments: session.instruments, probe, clock };
    const parts = portParts(tools, env);
    const fed = await parts.power.rest();
    if (port.hub !== undefined) await parts.plug?.replug();
    const factoryKey = await this.#identified(port, probe, parts.person);
    return new BenchRig({
      benchName,
      parts,
      factoryKey,
      taken: joined([safe, fed]),
      mustHold: () => {
        session.mustHold();
      },
      letGo: () => this.#letGo(session, port),
    });
  }

  /** The fob is the one of the bench file; its factory key, where somebody knows it. */
  async #identified(
    port: BenchPort,
    probe: FobProbe,
    person: PersonHands | undefined,
  ): Promise<Secret | undefined> {
    if (port.link !== undefined) return this.#factoryKey(port, await probe.identify());
    if (person === undefined || port.label === undefined) {
      const why = 'it has no wire; a label, and a person to read it, would tell which fob it is';
      throw new RigError('contact', `nobody tells which fob is in port ${port.name}: ${why}`);
    }
    const label = await person.readLabel();
    if (label === port.label) return undefined;
    const message = `port ${port.name} is for the fob ${port.label}; ${label} is in it`;
    throw new RigError('contact', message);
  }

  async #factoryKey(port: BenchPort, info: FobInfo): Promise<Secret | undefined> {
    const { env } = this.#options;
    if (port.factoryKeyFile === undefined) return env.factoryKeyOf?.(info);
    const text = await env.readText(port.factoryKeyFile).catch((cause: unknown) => {
      const message = `port ${port.name}: its factory key cannot be read from ${port.factoryKeyFile ?? ''}`;
      throw new RigError('refused', message, { cause });
    });
    const bare = text.replace(/\s/g, '');
    if (!/^[0-9a-f]{64}$/i.test(bare)) {
      const message = `port ${port.name}: ${port.factoryKeyFile} holds no key of 64 hex digits`;
      throw new RigError('refused', message);
    }
    return new Secret(fromHex(bare));
  }

  /** Makes a port safe; with the last one the session ends. */
  async #letGo(session: BenchSession, port: BenchPort): Promise<ActionProof> {
    // What another run may have by now is not touched.
    const held = session.holds(port);
    const report = held ? await session.safe.reach([port]) : { steps: [], readings: [] };
    this.#taken.delete(port.name);
    const isLast = this.#taken.size === 0;
    if (isLast) this.#session = undefined;
    if (!held) {
      if (isLast) await session.end();
      throw new RigError('busy', "the bench was not this run's any more at its end");
    }
    try {
      const proof = proofOfSafety(report);
      if (isLast) await session.end();
      return proof;
    } catch (error) {
      if (isLast) await session.abandon();
      throw error;
    }
  }

  #begin(): BenchSession {
    const { text, env, run } = this.#options;
    const { folder, path, store } = openLeases(this.#options);
    return new BenchSession({
      bench: this.bench,
      text,
      env,
      run: run ?? randomBytes(8).toString('hex'),
      leases: { store, path },
      startWatchdog: this.#options.startWatchdog ?? startWatchdog,
      watchdogLog: join(folder, 'watchdog.log'),
    });
  }

  /** @throws RigError `lacking` when no port has such a fob. */
  #portFor({ profile, given }: Scenario, fob: string | undefined): BenchPort {
    const free = this.bench.ports.filter(({ name }) => !this.#taken.has(name));
    if (fob === undefined) {
      const named = this.#options.port;
      const found = free.find(
        (port) =>
          port.profile === profile &&
          (named === undefined ? port.as === undefined : port.name === named),
      );
      if (found !== undefined) return found;
      const where = named === undefined ? `bench ${this.bench.name}` : `port ${named}`;
      throw new RigError('lacking', `${where} has no fob of type ${profile}`);
    }
    const wanted = given.others.get(fob)?.profile;
    const fitting = free.filter((port) => port.profile === wanted);
    const found =
      fitting.find(({ as }) => as === fob) ?? fitting.find(({ as }) => as === undefined);
    if (found !== undefined) return found;
    const message = `bench ${this.bench.name} has no port for the fob ${fob} (${wanted ?? 'unknown'})`;
    throw new RigError('lacking', message);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
