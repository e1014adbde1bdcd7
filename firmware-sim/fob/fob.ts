import type { ChannelPrimitives, Purpose, ResetCause } from '@fobkit/protocol';
import { FaultBoard, type FaultTarget } from '../fault/board.ts';
import { Firmware, type RamImage } from '../firmware/firmware.ts';
import { millisecondsToTicks, secondsToTicks } from '../firmware/ticks.ts';
import { cryptoEngine } from '../hardware/crypto-engine.ts';
import type { LcdView } from '../hardware/lcd.ts';
import { PowerLoss } from '../hardware/power-loss.ts';
import type { Profile } from '../profile/profile.ts';
import { Agenda } from './agenda.ts';
import { burnIdentity, type Identity } from './identity.ts';
import type { Direction, Observer, Occurrence } from './occurrence.ts';
import { loadParts, makeParts, type Parts, type PartsState, saveParts } from './parts.ts';
import { Wire, type WireEnd } from './wire.ts';
import { wireEnv } from './wiring.ts';
import type { Env } from '../firmware/env.ts';

/** How long the watchdog waits for a sign of life. */
const WATCHDOG_TICKS = secondsToTicks(2);

/** How long a finger stays on a button for a press. */
const PRESS_TICKS = millisecondsToTicks(150);

/** The chip of a fob to be: burnt anew from its batch key, or as it was burnt before. */
export type Chip =
  | {
      /** 8 bytes. */
      readonly deviceId: Uint8Array;
      /** 32 bytes: the key of the batch from which the fob's factory key follows. */
      readonly batchKey: Uint8Array;
    }
  | { readonly identity: Identity };

export type FobOptions = Chip & {
  readonly profile: Profile;
  /** World time at which the fob comes into being, in ticks of 1/32768 s since 1970. */
  readonly worldTicks: number;
  /** Draws what differs from fob to fob: the crystal's error, the button's bounce, its random numbers. */
  readonly seed: number;
  readonly crypto?: ChannelPrimitives;
  /** What a snapshot kept; a fob without it is new and boots. */
  readonly state?: FobState;
};

/** What a fob remembers beside its identity, its profile and the time: the body of a snapshot. */
export interface FobState {
  readonly parts: PartsState;
  /** Absent while the fob has no power. */
  readonly ram?: RamImage | undefined;
  readonly hung: boolean;
  readonly sagging: boolean;
  /** What the fault board keeps. */
  readonly faults?: unknown;
}

/**
 * One emulated fob: parts, firmware, supply and wires on a timeline of its own. World time moves
 * only by `advance` and jumps from one event to the next.
 */
export class Fob {
  readonly profile: Profile;
  readonly identity: Identity;
  readonly parts: Parts;
  readonly faults: FaultBoard;
  readonly #env: Env;
  readonly #agenda = new Agenda();
  readonly #wires = new Map<number, Wire>();
  readonly #observers = new Set<Observer>();
  #worldTicks: number;
  #firmware: Firmware | undefined;
  #hung = false;
  #sagging = false;
  #depth = 0;
  #nextWire = 1;

  constructor(options: FobOptions) {
    const crypto = options.crypto ?? cryptoEngine;
    this.profile = options.profile;
    this.identity =
      'identity' in options
        ? options.identity
        : burnIdentity(crypto, options.deviceId, options.batchKey);
    this.parts = makeParts(options.profile, options.seed, crypto);
    this.#worldTicks = options.worldTicks;
    this.faults = new FaultBoard(this.#faultTarget());
    this.#env = wireEnv(this.parts, this.profile, this.identity, {
      takeSag: () => this.#takeSag(),
      send: (link, bytes) => {
        this.#carry('to-host', bytes, link);
      },
      lcdChanged: () => {
        if (this.#watched) this.#note({ kind: 'lcd', text: this.parts.lcd.visibleText() });
      },
    });
    if (options.state === undefined) this.#supplyChanged('power-on');
    else this.#load(options.state);
  }

  /** What a snapshot keeps. Wires, bytes on their way and an open channel are not in it. */
  save(): FobState {
    return {
      parts: saveParts(this.parts),
      ram: this.#firmware?.saveRam(),
      hung: this.#hung,
      sagging: this.#sagging,
      faults: this.faults.save(),
    };
  }

  /** World time in ticks since 1970. */
  get worldTicks(): number {
    return this.#worldTicks;
  }

  /** Fob clock minus world time, in ticks; undefined while the clock is lost. */
  get driftTicks(): number | undefined {
    const { rtc } = this.parts;
    return rtc.valid() ? rtc.now() - this.#worldTicks : undefined;
  }

  get running(): boolean {
    return this.#firmware !== undefined;
  }

  /** The running firmware: for those who look inside, never for a host. */
  get firmware(): Firmware | undefined {
    return this.#firmware;
  }

  /** Purpose of the loaded seed; undefined while the fob is blank or without power. */
  get purpose(): Purpose | undefined {
    return this.#firmware?.core.memory.token?.purpose;
  }

  /** The number on its back; undefined while the fob is blank or without power. */
  get serialLabel(): string | undefined {
    return this.#firmware?.core.memory.token?.serialLabel;
  }

  /** What the LCD shows now. */
  get view(): LcdView {
    return this.parts.lcd.view(this.parts.rtc.now());
  }

  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Lets world time pass, in ticks, from one event of the fob to the next. */
  advance(ticks: number): void {
    this.advanceTo(this.#worldTicks + ticks);
  }

  /** Lets world time pass until `worldTicks`; a time that is over already changes nothing. */
  advanceTo(worldTicks: number): void {
    while (this.#worldTicks < worldTicks) this.#step(worldTicks - this.#worldTicks);
  }

  /** A finger pushes the button and lifts after `ticks`. */
  press(ticks = PRESS_TICKS): void {
    this.parts.button.press(ticks);
    this.#contactMoved();
  }

  /** A finger pushes the button and stays. */
  hold(): void {
    this.parts.button.press();
    this.#contactMoved();
  }

  release(): void {
    this.parts.button.release();
    this.#contactMoved();
  }

  setTemperature(deciCelsius: number): void {
    this.parts.thermometer.caseDeciCelsius = deciCelsius;
  }

  /** Leaves `percent` of its rated charge in the cell. */
  setBattery(percent: number): void {
    this.parts.battery.setPercent(percent);
    this.#supplyChanged('power-on');
  }

  removeCell(): void {
    this.parts.battery.remove();
    this.#supplyChanged('power-on');
  }

  insertCell(fresh = false): void {
    this.parts.battery.insert(fresh);
    this.#supplyChanged('power-on');
  }

  /** Plugs a host in. On a fob with USB the bus powers it from then on. */
  plugIn(): WireEnd {
    const id = this.#nextWire++;
    const wire = new Wire(
      id,
      (bytes) => {
        this.#carry('to-fob', bytes, id);
      },
      () => {
        this.#unplugged(id);
      },
    );
    this.#wires.set(id, wire);
    this.#note({ kind: 'plugged', wire: id });
    this.#feedFromBus();
    return wire;
  }

  /** Pulls the fob off every wire. */
  unplug(): void {
    for (const wire of [...this.#wires.values()]) wire.unplug();
  }

  #load(state: FobState): void {
    loadParts(this.parts, state.parts);
    if (state.ram !== undefined) {
      this.#firmware = new Firmware(this.#env);
      this.#firmware.loadRam(state.ram);
    }
    this.#sagging = state.sagging;
    if (state.faults !== undefined) this.faults.load(state.faults);
    if (state.hung) this.#hang();
    this.#feedFromBus();
  }

  #step(limit: number): void {
    const { battery, button, crystal, rtc, thermometer } = this.parts;
    const celsius = thermometer.caseDeciCelsius;
    let span = limit;
    const alarm = this.#firmware === undefined ? undefined : rtc.ticksToAlarm();
    if (alarm !== undefined) span = Math.min(span, crystal.worldTicksUntil(alarm, celsius));
    span = Math.min(span, button.nextEdge() ?? Infinity);
    span = Math.min(span, Math.min(this.#agenda.next, this.faults.nextDue) - this.#worldTicks);
    if (!battery.externalPower() && !battery.flat) {
      span = Math.min(span, battery.worldTicksUntilFlat(celsius));
    }
    span = Math.max(0, span);
    const edge = button.nextEdge() === span;
    this.#worldTicks += span;
    rtc.advance(crystal.advance(span, celsius));
    battery.advance(span, celsius);
    button.advance(span);
    this.#watchSupply();
    this.#agenda.runDue(this.#worldTicks);
    this.faults.runDue(this.#worldTicks);
    if (edge) this.#contactMoved();
    if (rtc.takeAlarm()) this.#wake();
  }

  #contactMoved(): void {
    this.#note({ kind: 'button', down: this.parts.button.isDown() });
    this.#wake();
  }

  #wake(): void {
    this.#run((firmware) => {
      firmware.wake();
    });
  }

  /** Runs the CPU; a supply that fails under it takes the RAM and resets the chip. */
  #run(action: (firmware: Firmware) => void): void {
    if (this.#firmware === undefined || this.#hung) return;
    try {
      action(this.#firmware);
    } catch (error) {
      if (!(error instanceof PowerLoss)) throw error;
      this.#reset('brown-out');
    }
  }

  #reset(cause: ResetCause): void {
    this.parts.rtc.reset();
    this.#stopCpu();
    this.#startCpu(cause);
  }

  #stopCpu(): void {
    this.#firmware = undefined;
    this.#hung = false;
    this.parts.lcd.off();
    this.parts.battery.switchLoad('display', false);
  }

  #startCpu(cause: ResetCause): void {
    this.#note({ kind: 'reset', cause });
    try {
      this.#firmware = new Firmware(this.#env);
      this.#firmware.boot(cause);
    } catch (error) {
      if (!(error instanceof PowerLoss)) throw error;
      this.#reset('brown-out');
    }
  }

  // The voltage at rest follows the depth of discharge, which moves once in hours.
  #watchSupply(): void {
    const depth = this.parts.battery.depthPermille;
    if (depth === this.#depth) return;
    this.#depth = depth;
    this.#supplyChanged('power-on');
  }

  #supplyChanged(cause: ResetCause): void {
    const { battery, rtc } = this.parts;
    const powered =
      battery.externalPower() ||
      (!battery.flat && battery.millivolts() >= battery.parameters.brownOutMillivolts);
    if (powered === (this.#firmware !== undefined)) return;
    if (powered) {
      rtc.powerRestored();
      this.#startCpu(cause);
    } else {
      this.#stopCpu();
      rtc.powerLost();
      this.#note({ kind: 'power-off' });
    }
  }

  #feedFromBus(): void {
    this.parts.battery.setExternalPower(this.profile.wire === 'usb' && this.#wires.size > 0);
    this.#supplyChanged('power-on');
  }

  #unplugged(id: number): void {
    this.#wires.delete(id);
    this.#firmware?.linkClosed(id);
    this.#note({ kind: 'unplugged', wire: id });
    this.#feedFromBus();
  }

  #carry(direction: Direction, bytes: Uint8Array, wire: number): void {
    this.#note({ kind: 'bytes', direction, count: bytes.length });
    for (const piece of this.faults.shape(direction, bytes)) {
      if (piece.delay <= 0) this.#arrive(direction, piece.bytes, wire);
      else {
        this.#agenda.add(this.#worldTicks + piece.delay, () => {
          this.#arrive(direction, piece.bytes, wire);
        });
      }
    }
  }

  #arrive(direction: Direction, bytes: Uint8Array, wire: number): void {
    if (direction === 'to-host') this.#wires.get(wire)?.deliver(bytes);
    else if (this.#wires.has(wire)) {
      this.#run((firmware) => {
        firmware.receive(wire, bytes);
      });
    }
  }

  #hang(): void {
    if (this.#hung || this.#firmware === undefined) return;
    this.#hung = true;
    this.#agenda.add(this.#worldTicks + WATCHDOG_TICKS, () => {
      if (this.#hung) this.#reset('watchdog');
    });
  }

  #takeSag(): boolean {
    const sagging = this.#sagging;
    this.#sagging = false;
    return sagging;
  }

  #faultTarget(): FaultTarget {
    const worldTicks = (): number => this.#worldTicks;
    return {
      parts: this.parts,
      get worldTicks() {
        return worldTicks();
      },
      unplug: () => {
        this.unplug();
      },
      hang: () => {
        this.#hang();
      },
      sag: () => {
        this.#sagging = true;
      },
      note: (occurrence) => {
        this.#note(occurrence);
      },
    };
  }

  get #watched(): boolean {
    return this.#observers.size > 0 || !this.faults.idle;
  }

  #note(occurrence: Occurrence): void {
    this.faults.notice(occurrence);
    if (this.#observers.size === 0) return;
    const noted = { ...occurrence, at: this.#worldTicks };
    for (const observer of [...this.#observers]) observer(noted);
  }
}
