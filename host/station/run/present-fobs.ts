import { PortBusyError } from '@fobkit/client';
import { toHex } from '@fobkit/protocol';
import { VisitStopped } from '../unit/visit-trouble.ts';
import type { StationFob, StationPort } from './port.ts';

/** A visit's place among the fobs that are plugged in. */
export interface FobPlace {
  /** Aborts when another fob with the same device id is found. */
  readonly signal: AbortSignal;
  /** The visit is over; the fob is still there. */
  over(): void;
}

interface Entry {
  readonly deviceId: string;
  readonly port: StationPort;
  /** While its visit goes on. */
  fob: StationFob | undefined;
  label?: string;
  twin: boolean;
  /** Pulled out while its visit goes on. */
  left: boolean;
  readonly stop: AbortController;
  readonly ended: PromiseWithResolvers<undefined>;
}

/** How long a fob that may have left has to answer, in milliseconds. */
const ANSWER_MS = 500;

/** Who is plugged in at which port, so that two chips with one number are found. */
export class PresentFobs {
  readonly #entries = new Map<string, Entry>();

  /**
   * Puts a fob that was identified on the list. Where another port tells the same device id, that
   * one is asked: when it still answers, both are twins, and its visit is stopped; when it does
   * not, the fob was moved, and its former visit is waited for.
   */
  async enter(
    deviceId: string,
    { port, fob }: { readonly port: StationPort; readonly fob: StationFob },
  ): Promise<FobPlace> {
    const stop = new AbortController();
    const ended = Promise.withResolvers<undefined>();
    const entry: Entry = { deviceId, port, fob, twin: false, left: false, stop, ended };
    const others = [...this.#entries.values()].filter(
      (other) => other.deviceId === deviceId && other.port.name !== port.name,
    );
    this.#entries.set(port.name, entry);
    for (const other of others) await this.#compare(entry, other);
    return {
      signal: stop.signal,
      over: () => {
        entry.fob = undefined;
        if (entry.left && this.#entries.get(port.name) === entry) this.#entries.delete(port.name);
        ended.resolve(undefined);
      },
    };
  }

  /** What another fob has in common with this one. */
  twinOf(deviceId: string, label: string | undefined): 'device-id' | 'serial-label' | undefined {
    const all = [...this.#entries.values()].filter(({ left }) => !left);
    const own = all.filter((entry) => entry.deviceId === deviceId);
    if (own.some(({ twin }) => twin)) return 'device-id';
    if (label === undefined) return undefined;
    for (const entry of own) entry.label = label;
    const shared = all.some((other) => other.deviceId !== deviceId && other.label === label);
    return shared ? 'serial-label' : undefined;
  }

  /** The fob at that port was pulled out. At another port its former visit is waited for. */
  left(port: string): void {
    const entry = this.#entries.get(port);
    if (entry?.fob === undefined) this.#entries.delete(port);
    else entry.left = true;
  }

  async #compare(entry: Entry, other: Entry): Promise<void> {
    if (!(await answers(other))) {
      if (other.fob !== undefined) await other.ended.promise;
      if (this.#entries.get(other.port.name) === other) this.#entries.delete(other.port.name);
      return;
    }
    entry.twin = true;
    other.twin = true;
    const why = `its device id ${entry.deviceId} is at ${entry.port.name} and at ${other.port.name}`;
    other.stop.abort(new VisitStopped('duplicate-id', why));
  }
}

async function answers({ fob, port, deviceId }: Entry): Promise<boolean> {
  const timeout = { timeoutMs: ANSWER_MS };
  try {
    if (fob !== undefined) return toHex((await fob.getInfo(timeout)).deviceId) === deviceId;
    const again = await port.connect(new AbortController().signal);
    try {
      return toHex(again.deviceId) === deviceId;
    } finally {
      await again.close();
    }
  } catch (error) {
    return error instanceof PortBusyError;
  }
}
