import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HostClock } from '@fobkit/client';
import { nodePrimitives, processStart } from '@fobkit/client/node';
import { type Fob, restoreFob } from '@fobkit/firmware-sim';
import { type ControlServer, startControl } from '@fobkit/firmware-sim/control';
import type { Plug } from '@fobkit/firmware-sim/plug';
import { fromHex, UsageError } from '@fobkit/protocol';
import { batchKeyFor } from './batch-keys.ts';
import { newFob } from './in-process.ts';
import { LiveClock } from './live-clock.ts';
import type { LiveFob } from './live-fob.ts';
import { makeStateFolder } from './make-state-folder.ts';
import { PlugBoard } from './plug-board.ts';
import { writePrivateFile } from './private-file.ts';
import { SimBench } from './sim-bench.ts';
import type { PlugOrder, SimOrders } from './sim-orders.ts';
import { removeAccess, removeRecord, type SimRecord, writeRecord } from './sim-record.ts';
import { SimTrace } from './sim-trace.ts';
import { type StateFolder, stateFolderAt } from './state-folder.ts';
import { busIdAmong } from './usb-plugs.ts';

/** Time for the answer to `/v1/shutdown` to leave. */
const FAREWELL_MS = 50;
/** When to look whether a node of /dev is there: soon, and when its plug has given up looking. */
const NODE_LOOKS_MS = [100, 400, 1500];

/** Emulated fobs with their plugs and their control channel, noted down in the state folder. */
export class SimDaemon {
  readonly #orders: SimOrders;
  readonly #state: StateFolder;
  readonly #time: LiveClock;
  readonly #board: PlugBoard;
  readonly #fobs: LiveFob[] = [];
  readonly #startedAt: string;
  readonly #ended = Promise.withResolvers<undefined>();
  #records: readonly SimRecord[] = [];
  #control: ControlServer | undefined;
  #trace: SimTrace | undefined;
  #bench: SimBench | undefined;
  #tokenFile = '';
  #closing = false;

  private constructor(orders: SimOrders, clock: HostClock) {
    const { unixTime, frozen } = orders;
    this.#orders = orders;
    this.#state = stateFolderAt(orders.statePath);
    this.#board = new PlugBoard(this.#state);
    this.#time = new LiveClock({
      clock,
      frozen,
      ...(unixTime === undefined ? {} : { unixTime }),
      onFailure: (live, error) => {
        console.error(`fob ${live.deviceId} failed:`, error);
      },
    });
    this.#startedAt = new Date(clock.unixMs()).toISOString();
  }

  /** Starts it all. Rejects with what is wrong; nothing is left behind then. */
  static async start(orders: SimOrders, clock: HostClock): Promise<SimDaemon> {
    const daemon = new SimDaemon(orders, clock);
    try {
      await daemon.#start();
      return daemon;
    } catch (error) {
      await daemon.close();
      throw error;
    }
  }

  get records(): readonly SimRecord[] {
    return this.#records;
  }

  /** Settles when it was closed, by whom ever. */
  get ended(): Promise<unknown> {
    return this.#ended.promise;
  }

  /** Takes everything down and away. Closing what is closed does nothing. */
  close(): Promise<void> {
    return this.#close(removeRecord);
  }

  /**
   * Takes everything down at a signal, or `crashed`. What a fault said stays in the log, and the
   * record that leads to it, until somebody clears them away.
   */
  async end(crashed = false): Promise<void> {
    const faulty = crashed || this.#fobs.some(({ failure }) => failure !== undefined);
    await this.#close(faulty ? removeAccess : removeRecord);
  }

  async #close(remove: (state: StateFolder, record: SimRecord) => void): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    for (const record of this.#records) remove(this.#state, record);
    if (this.#tokenFile !== '') rmSync(this.#tokenFile, { force: true });
    await this.#bench?.close();
    for (const live of this.#fobs) await live.close();
    await this.#board.close();
    this.#trace?.close();
    this.#time.close();
    await this.#control?.close();
    this.#ended.resolve(undefined);
  }

  async #start(): Promise<void> {
    makeStateFolder(this.#state);
    const { trace } = this.#orders;
    if (trace !== undefined) this.#trace = await SimTrace.open(trace);
    for (const fob of this.#makeFobs()) {
      const live = this.#time.add(fob);
      this.#fobs.push(live);
      for (const order of this.#orders.plugs) live.attach(await this.#plug(live, order));
    }
    const { bench } = this.#orders;
    if (bench !== undefined) this.#bench = await SimBench.open(this.#state, this.#fobs, bench);
    this.#control = await startControl({
      port: this.#orders.controlPort,
      host: {
        fobs: this.#fobs,
        shutdown: () => {
          this.#time.clock.after(FAREWELL_MS, () => void this.close());
        },
      },
    });
    this.#writeRecords(this.#control);
  }

  async #plug(live: LiveFob, order: PlugOrder): Promise<Plug> {
    const plug = await this.#board.open(live, order, this.#trace?.wired(live, order));
    this.#trace?.watch(live, order, plug);
    return plug;
  }

  #makeFobs(): readonly Fob[] {
    const { count, deviceIds, profile, seed, snapshot } = this.#orders;
    if (snapshot !== undefined) return [restoreFob(snapshot, nodePrimitives)];
    const batchKey = batchKeyFor(this.#state, profile.name);
    const unixTime = this.#time.now() / 32_768;
    return Array.from({ length: count }, (_, i) => {
      const deviceId = deviceIds[i];
      return newFob({
        profile,
        batchKey,
        unixTime,
        ...(deviceId === undefined ? {} : { deviceId: fromHex(deviceId) }),
        ...(seed === undefined ? {} : { seed: (seed + i) % 2 ** 32 }),
      });
    });
  }

  #writeRecords(control: ControlServer): void {
    const first = this.#fobs[0];
    if (first === undefined) throw new UsageError('no fob was asked for');
    this.#tokenFile = join(this.#state.sims, `${first.deviceId}.token`);
    writePrivateFile(this.#tokenFile, `${control.token}\n`);
    const { logFile } = this.#orders;
    const start = processStart(process.pid);
    this.#records = this.#fobs.map((live) => ({
      deviceId: live.deviceId,
      profile: live.fob.profile.name,
      ...addressesOf(live),
      control: control.url,
      tokenFile: this.#tokenFile,
      pid: process.pid,
      ...(start === undefined ? {} : { processStart: start }),
      startedAt: this.#startedAt,
      ...(logFile === undefined ? {} : { logFile }),
      ...(this.#bench === undefined ? {} : { bench: this.#bench.record }),
    }));
    for (const record of this.#records) writeRecord(this.#state, record);
    for (const live of this.#fobs) this.#followLinks(live);
  }

  /** A terminal or a HID device may have another number after a replug. */
  #followLinks(live: LiveFob): void {
    const look = (): void => {
      this.#noteAddresses(live);
    };
    const looks = this.#orders.plugs.some(({ kind }) => kind === 'uhid') ? NODE_LOOKS_MS : [];
    live.observe(({ kind }) => {
      if (kind !== 'plugged') return;
      // A plug notes its new address in this same turn, unless the kernel has to make it first.
      queueMicrotask(look);
      for (const ms of looks) this.#time.clock.after(ms, look);
    });
  }

  #noteAddresses(live: LiveFob): void {
    const before = this.#records.find((record) => record.deviceId === live.deviceId);
    if (this.#closing || before === undefined) return;
    const { links, usb = [], busId: _, ...rest } = before;
    if (links.join() === live.links.join() && usb.join() === live.usb.join()) return;
    const after = { ...rest, ...addressesOf(live) };
    this.#records = this.#records.map((one) => (one === before ? after : one));
    writeRecord(this.#state, after);
  }
}

/** What a record tells of a fob's plugs. */
function addressesOf({ links, usb }: LiveFob): Pick<SimRecord, 'links' | 'busId' | 'usb'> {
  const busId = busIdAmong(usb);
  return {
    links,
    ...(busId === undefined ? {} : { busId }),
    ...(usb.length === 0 ? {} : { usb }),
  };
}
