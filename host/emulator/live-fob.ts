import { nodePrimitives } from '@fobkit/client/node';
import {
  type Fob,
  type Noted,
  type Observer,
  restoreFob,
  type WireEnd,
} from '@fobkit/firmware-sim';
import type { ControlledFob } from '@fobkit/firmware-sim/control';
import type { Plug, UsbEnd, UsbPluggable } from '@fobkit/firmware-sim/plug';
import { toHex, UsageError } from '@fobkit/protocol';
import type { Due } from './due-heap.ts';
import { type CableKeeper, LiveUsb } from './live-usb.ts';
import { LiveWire } from './live-wire.ts';
import { turn } from './turn.ts';
import { isUsbPlug } from './usb-plugs.ts';

/** World time that a fob may be advanced by before others get a turn: one day. */
const SLICE_TICKS = 86_400 * 32_768;

/** What keeps the world time of live fobs and wakes each when its next event is due. */
export interface FobClock {
  /** Called with a fob that failed; where absent, its error is thrown on. */
  readonly onFailure?: ((fob: LiveFob, error: unknown) => void) | undefined;
  /** World time in ticks since 1970. */
  now(): number;
  reschedule(fob: LiveFob): void;
  remove(fob: LiveFob): void;
}

/** A fob that lives by a `LiveClock`, with its plugs. World time is in ticks since 1970. */
export class LiveFob implements ControlledFob, Due, UsbPluggable, CableKeeper {
  readonly deviceId: string;
  /** By the clock's world time; kept by the `LiveClock`. */
  dueAt = Infinity;
  heapIndex = -1;
  readonly #clock: FobClock;
  readonly #observers = new Set<{ readonly call: Observer }>();
  readonly #wires = new Set<LiveWire>();
  readonly #cables = new Set<LiveUsb>();
  readonly #plugs: Plug[] = [];
  #fob: Fob;
  /** Its world time minus the clock's. */
  #offset: number;
  #leave: () => void;
  /** While the fob does something, or tells of it, time stands still. */
  #busy = 0;
  #looked = false;
  readonly #lookOnward = (): void => {
    this.#looked = false;
    this.touched();
  };
  #failure: string | undefined;

  constructor(fob: Fob, clock: FobClock) {
    this.deviceId = toHex(fob.identity.deviceId);
    this.#clock = clock;
    this.#fob = fob;
    this.#offset = fob.worldTicks - clock.now();
    this.#leave = this.#watch(fob);
  }

  /** What ended this fob, a fault of the emulator; undefined while it lives. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The fob, brought up to now. Call `touched` after doing something to it. */
  get fob(): Fob {
    this.catchUp();
    return this.#fob;
  }

  /** The fob as it was brought up to now last: for those who look at it while it is at something. */
  get current(): Fob {
    return this.#fob;
  }

  /** Its world time now. */
  get worldTicks(): number {
    return this.#clock.now() + this.#offset;
  }

  /** When its next event comes, by the clock's world time; Infinity when none will. */
  get nextEventAt(): number {
    let next = Infinity;
    this.#guard(() => {
      next = this.#fob.nextEventTicks - this.#offset;
    });
    return next;
  }

  get links(): readonly string[] {
    return this.#plugs.map(({ url }) => url).filter((url) => !isUsbPlug(url));
  }

  get usb(): readonly string[] {
    return this.#plugs.map(({ url }) => url).filter(isUsbPlug);
  }

  get plugged(): boolean {
    return this.#plugs.some((plug) => plug.plugged);
  }

  /** A plug that this fob is on: listed in `links` or `usb`, put in again by `replug`, closed by `close`. */
  attach(plug: Plug): void {
    this.#plugs.push(plug);
  }

  /** Lets the fob live until now. */
  catchUp(): void {
    if (this.#busy > 0) return;
    this.#guard(() => {
      this.#fob.advanceTo(this.#clock.now() + this.#offset);
    });
  }

  touched(): void {
    if (this.#failure === undefined) this.#clock.reschedule(this);
  }

  act(action: () => void): void {
    this.catchUp();
    this.#guard(action);
    this.touched();
  }

  begin(): boolean {
    this.#lookOnceInThisTurn();
    if (this.#failure !== undefined) return false;
    this.#busy++;
    return true;
  }

  hold(): void {
    this.#busy++;
  }

  end(): void {
    this.#busy--;
  }

  failed(error: unknown): void {
    this.#fail(error);
  }

  plugIn(): WireEnd {
    const wire = new LiveWire(this, this.fob.plugIn());
    this.#wires.add(wire);
    this.touched();
    return wire;
  }

  /** @throws UsageError when this fob type has no USB. */
  plugInUsb(): UsbEnd {
    const cable = new LiveUsb(this, this.fob.plugInUsb());
    this.#cables.add(cable);
    this.touched();
    return cable;
  }

  forget(end: LiveWire | LiveUsb): void {
    if (end instanceof LiveUsb) this.#cables.delete(end);
    else this.#wires.delete(end);
  }

  observe(observer: Observer): () => void {
    const entry = { call: observer };
    this.#observers.add(entry);
    return () => this.#observers.delete(entry);
  }

  async advance(ticks: number): Promise<void> {
    for (let left = ticks; left > 0 && this.#failure === undefined; left -= SLICE_TICKS) {
      this.#offset += Math.min(left, SLICE_TICKS);
      this.catchUp();
      if (left > SLICE_TICKS) await turn();
    }
    this.touched();
  }

  replug(): void {
    for (const plug of this.#plugs) plug.replug();
    this.touched();
  }

  /**
   * Puts the fob of a snapshot in its place, at the world time of the snapshot. Its plugs stay in.
   *
   * @throws UsageError when the text is no snapshot of this fob.
   */
  restore(snapshot: string): void {
    const fob = restoreFob(snapshot, nodePrimitives);
    const deviceId = toHex(fob.identity.deviceId);
    if (deviceId !== this.deviceId) {
      throw new UsageError(`snapshot: of the fob ${deviceId}, not of ${this.deviceId}`);
    }
    if (this.#cables.size > 0 && fob.profile.wire !== 'usb') {
      throw new UsageError(`snapshot: of a fob without USB, but ${deviceId} is on a USB cable`);
    }
    this.#leave();
    this.#fob = fob;
    this.#offset = fob.worldTicks - this.#clock.now();
    this.#leave = this.#watch(fob);
    for (const wire of [...this.#wires]) wire.lead(fob.plugIn());
    for (const cable of [...this.#cables]) cable.lead(fob.plugInUsb());
    this.touched();
  }

  /** Takes its plugs down and its time away. */
  async close(): Promise<void> {
    for (const plug of this.#plugs.splice(0)) await plug.close();
    this.#clock.remove(this);
    this.#leave();
  }

  /** Tokens come by the hundred in one turn of the event loop, in which no time passes. */
  #lookOnceInThisTurn(): void {
    if (this.#looked) return;
    this.#looked = true;
    this.catchUp();
    queueMicrotask(this.#lookOnward);
  }

  /** A turn of the fob: one that throws ends this fob, and none that shares its process. */
  #guard(turn: () => void): void {
    if (this.#failure !== undefined) return;
    this.#busy++;
    try {
      turn();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy--;
    }
  }

  #fail(error: unknown): void {
    const { onFailure } = this.#clock;
    if (onFailure === undefined) throw error;
    this.#failure = error instanceof Error ? error.message : String(error);
    this.#clock.remove(this);
    // A plug may be at work in this call.
    for (const plug of this.#plugs.splice(0)) {
      queueMicrotask(() => {
        plug.close().catch((late: unknown) => {
          onFailure(this, late);
        });
      });
    }
    onFailure(this, error);
  }

  #watch(fob: Fob): () => void {
    return fob.observe((noted) => {
      this.#tell(noted);
      // A fault that pulled the fob off its plugs is over. It is still at work in this call.
      if (noted.kind === 'replugged') {
        queueMicrotask(() => {
          this.#guard(() => {
            if (this.#fob === fob) this.replug();
          });
        });
      }
    });
  }

  #tell(noted: Noted): void {
    if (this.#observers.size === 0) return;
    this.#busy++;
    try {
      for (const { call } of [...this.#observers]) call(noted);
    } finally {
      this.#busy--;
    }
  }
}
