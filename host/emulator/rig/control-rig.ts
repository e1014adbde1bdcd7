import {
  type ActionProof,
  type ConnectOptions,
  delay,
  type Device,
  type FaultData,
  type FaultProof,
  type HostClock,
  type Reading,
  type ReadingOf,
  type Rig,
  type RigCapability,
  RigError,
  type Secret,
  ticksOfUnixMs,
} from '@fobkit/client';
import type { RigAction, RigEvent, RigFob, RigLcd } from '@fobkit/protocol';
import { toHex } from '@fobkit/protocol';
import type { ControlClient } from '../control-client.ts';
import type { SimHandle } from '../sim-handle.ts';
import { guarded, secondsOf } from './control-calls.ts';
import type { ControlRigOptions } from './control-rig-options.ts';
import { DaemonClock } from './daemon-clock.ts';
import { OneLink } from './one-link.ts';
import { proofOf, proofOfFault } from './proof.ts';
import { readingOf } from './seen.ts';

/** A breath in which a live world's time surely moves. */
const BREATH_MS = 5;

/** An emulated fob in another process, by its control channel; the host reaches it by its link. */
export class ControlRig implements Rig {
  readonly kind = 'emulated';
  readonly name = 'emulated, by its control channel';
  readonly deviceId: string;
  readonly clock: HostClock;
  readonly #client: ControlClient;
  readonly #handle: SimHandle;
  readonly #options: ControlRigOptions;
  readonly #link: OneLink | undefined;
  readonly #clock: DaemonClock;
  readonly #before: RigFob;
  /** Faults that were armed by others. */
  readonly #foreign: ReadonlySet<string>;
  readonly #streams = new Set<AbortController>();
  /** What the fob was before a run, and the host's clock then. */
  #home: { readonly snapshot: string; readonly at: number } | undefined;

  private constructor(options: ControlRigOptions, before: RigFob, rest: TakenParts) {
    const { client, env, link } = options;
    this.deviceId = before.deviceId;
    this.#options = options;
    this.#client = client;
    this.#handle = rest.handle;
    this.#before = before;
    this.#foreign = rest.foreign;
    this.#clock = new DaemonClock(env.clock, before.worldTicks, rest.live);
    this.clock = this.#clock;
    this.#link = link && new OneLink(link, { ...env, clock: this.#clock });
  }

  /** Rejects with `RigError`: `contact` when its process is gone. */
  static async take(options: ControlRigOptions): Promise<ControlRig> {
    const handle = options.client.fob(options.deviceId);
    return guarded(async () => {
      const first = await handle.status();
      await delay(options.env.clock, BREATH_MS);
      const before = await handle.status();
      const foreign = new Set((await handle.faults()).map(({ id }) => id));
      const live = before.worldTicks !== first.worldTicks;
      return new ControlRig(options, before, { handle, foreign, live });
    });
  }

  /** Goes to a snapshot, and on to `unixTime` where that is later; `close` goes back to it. */
  async beginAt(snapshot: string, unixTime: number): Promise<void> {
    this.#home = { snapshot, at: this.#clock.now() };
    await this.restore(snapshot);
    const ahead = unixTime - this.clock.unixMs() / 1000;
    if (ahead > 0) await this.wait(ahead);
  }

  /** Name of the fob type. */
  get profile(): string {
    return this.#before.profile;
  }

  lacks(capability: RigCapability): string | undefined {
    const { lacks = [], profile } = this.#before;
    switch (capability) {
      case 'press':
      case 'hold':
      case 'release':
        return lacks.includes('button') ? `${profile} has no button` : undefined;
      case 'battery':
      case 'cell':
      case 'supply':
        return lacks.includes('cell') ? `${profile} has no cell` : undefined;
      case 'wire':
        return this.#options.link === undefined ? 'the emulated fob has no link' : undefined;
      case 'factory-key':
        return this.#options.factoryKey === undefined
          ? 'the key of its batch is not known'
          : undefined;
      default:
        return undefined;
    }
  }

  async act(action: RigAction): Promise<ActionProof> {
    this.#need(action.action);
    return guarded(async () => {
      await this.#handle.act(action);
      const passing = secondsOf(action);
      if (passing > 0) await this.#handle.advance(passing);
      return proofOf(action, await this.#status());
    });
  }

  async wait(seconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await guarded(async () => {
      this.#clock.told((await this.#handle.advance(seconds)).worldTicks);
    });
  }

  read(what: ReadingOf): Promise<Reading> {
    return guarded(async () => readingOf(what, await this.#status()));
  }

  async connect(options: ConnectOptions = {}): Promise<Device> {
    const link = this.#linked;
    const device = await link.connect(options);
    if (toHex(device.deviceId) === this.deviceId) return device;
    await device.close();
    throw new RigError('contact', `at ${link.url} is the fob ${toHex(device.deviceId)}`);
  }

  async factoryKey(): Promise<Secret> {
    const { factoryKey } = this.#options;
    if (factoryKey === undefined)
      throw new RigError('lacking', 'the key of its batch is not known');
    return factoryKey(await this.#linked.ask((fob) => fob.getInfo()));
  }

  lcd(): Promise<RigLcd> {
    return guarded(() => this.#handle.lcd());
  }

  picture(): Promise<string> {
    return guarded(() => this.#handle.svg());
  }

  armFault(fault: FaultData): Promise<FaultProof> {
    return guarded(async () => proofOfFault(await this.#handle.armFault(fault)));
  }

  clearFault(id: string): Promise<FaultProof> {
    return guarded(async () => {
      await this.#handle.clearFaults(id);
      const found = (await this.#handle.faults()).find((fault) => fault.id === id);
      if (found === undefined) throw new RigError('unproven', `no fault ${id} is there`);
      return proofOfFault(found);
    });
  }

  faults(): Promise<readonly FaultProof[]> {
    return guarded(async () => {
      const all = await this.#handle.faults();
      return all.filter(({ id }) => !this.#foreign.has(id)).map(proofOfFault);
    });
  }

  snapshot(): Promise<string> {
    return guarded(() => this.#handle.snapshot());
  }

  async restore(snapshot: string): Promise<void> {
    await guarded(async () => {
      this.#clock.told((await this.#handle.restore(snapshot)).worldTicks);
    });
  }

  /** The server keeps what happens until the stream is open; what was before is not told. */
  onEvent(listener: (event: RigEvent) => void): () => void {
    const end = new AbortController();
    this.#streams.add(end);
    void this.#listen(listener, end.signal).finally(() => this.#streams.delete(end));
    return () => {
      end.abort();
    };
  }

  /** Lifts its faults, and brings hand, supply, heat, crystal and plug back to where they were. */
  async close(): Promise<ActionProof> {
    for (const end of this.#streams) end.abort();
    return guarded(async () => {
      const all = await this.#handle.faults();
      for (const { id } of all) if (!this.#foreign.has(id)) await this.#handle.clearFaults(id);
      for (const action of this.#wayBack(await this.#status())) await this.#handle.act(action);
      await this.#goHome();
      const { cell, celsius, plugged } = await this.#status();
      const evidence =
        `its faults are lifted, the case is at ${String(celsius)} °C, ` +
        `the cell is ${cell.present ? 'in' : 'out'}, the fob is ${plugged ? 'on' : 'off'} its wires`;
      return { evidence, readings: [] };
    });
  }

  /** A world that is tied to the wall has gone on meanwhile. */
  async #goHome(): Promise<void> {
    if (this.#home === undefined) return;
    const { at, snapshot } = this.#home;
    await this.#handle.restore(snapshot);
    const seconds = (this.#clock.now() - at) / 1000;
    if (this.#clock.live && seconds > 0) await this.#handle.advance(seconds);
  }

  #wayBack(now: RigFob): readonly RigAction[] {
    const before = this.#before;
    const { celsius, driftPpm } = before;
    return [
      ...(now.buttonHeld ? [{ action: 'release' } as const] : []),
      ...(now.supplyMillivolts === undefined ? [] : [{ action: 'supply' } as const]),
      ...(now.cell.present || !before.cell.present
        ? []
        : [{ action: 'cell', present: true } as const]),
      ...(now.celsius === celsius ? [] : [{ action: 'temperature', celsius } as const]),
      ...(now.driftPpm === driftPpm ? [] : [{ action: 'crystal', driftPpm } as const]),
      ...(now.plugged || !before.plugged ? [] : [{ action: 'replug' } as const]),
    ];
  }

  get #linked(): OneLink {
    if (this.#link !== undefined) return this.#link;
    throw new RigError('lacking', 'the emulated fob has no link');
  }

  async #status(): Promise<RigFob> {
    const status = await this.#handle.status();
    this.#clock.told(status.worldTicks);
    return status;
  }

  async #listen(listener: (event: RigEvent) => void, signal: AbortSignal): Promise<void> {
    const since = ticksOfUnixMs(this.clock.unixMs());
    const { deviceId } = this;
    try {
      for await (const { event } of this.#client.events({ deviceId, after: '0', signal })) {
        if (event.at >= since) listener(event);
      }
    } catch {
      // The stream ends when it is aborted, and with the process; whoever acts next is told.
    }
  }

  #need(capability: RigCapability): void {
    const lack = this.lacks(capability);
    if (lack !== undefined) throw new RigError('lacking', lack);
  }
}

interface TakenParts {
  readonly handle: SimHandle;
  readonly foreign: ReadonlySet<string>;
  readonly live: boolean;
}
