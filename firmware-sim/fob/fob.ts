import type { Purpose } from '@fobkit/protocol';
import { FaultBoard } from '../fault/board.ts';
import { Firmware } from '../firmware/firmware.ts';
import { makeProgram, type MakeProgram } from '../firmware/make-program.ts';
import type { Program } from '../firmware/program.ts';
import { PRESS_TICKS } from '../hardware/button.ts';
import { cryptoEngine } from '../hardware/crypto-engine.ts';
import type { LcdView } from '../hardware/lcd.ts';
import type { RailOptions } from '../hardware/rail.ts';
import type { FobType } from '../profile/fob-type.ts';
import { Agenda } from './agenda.ts';
import { Chip } from './chip.ts';
import type { FobOptions, FobState } from './fob-options.ts';
import { faultTarget } from './fault-target.ts';
import { Harness } from './harness.ts';
import { type Identity, identityOf } from './identity.ts';
import { passTime, ticksToFlat, ticksToPartEvent } from './next-event.ts';
import { Observers } from './observers.ts';
import type { Observer, Occurrence } from './occurrence.ts';
import { loadParts, makeParts, type Parts, saveParts } from './parts.ts';
import { Supply } from './supply.ts';
import type { UsbEnd } from './usb-end.ts';
import { usbProductOf } from './usb-product.ts';
import type { WireEnd } from './wire.ts';
import { wirePorts } from './wiring.ts';

/**
 * One emulated fob: parts, firmware, supply and wires on a timeline of its own. World time moves
 * only by `advance` and jumps from one event to the next.
 */
export class Fob {
  readonly profile: FobType;
  readonly identity: Identity;
  readonly parts: Parts;
  readonly faults: FaultBoard;
  /** What its chip is flashed with. */
  readonly makeProgram: MakeProgram;
  readonly #chip: Chip;
  readonly #harness: Harness;
  readonly #supply: Supply;
  readonly #agenda = new Agenda();
  readonly #observers = new Observers();
  #worldTicks: number;

  constructor(options: FobOptions) {
    const crypto = options.crypto ?? cryptoEngine;
    this.profile = options.profile;
    this.makeProgram = options.makeProgram ?? makeProgram;
    this.identity = identityOf(options, crypto);
    this.parts = makeParts(options.profile, options.seed, crypto);
    this.#worldTicks = options.worldTicks;
    this.#harness = this.#makeHarness();
    this.#chip = this.#makeChip();
    this.#supply = new Supply(this.parts.battery, this.parts.rtc, this.#chip, () => {
      this.#note({ kind: 'power-off' });
    });
    this.faults = this.#makeFaultBoard();
    if (options.state === undefined) this.#supply.changed();
    else this.#load(options.state);
  }

  /** What a snapshot keeps. Wires, bytes on their way and an open channel are not in it. */
  save(): FobState {
    return {
      parts: saveParts(this.parts),
      ram: this.#chip.firmware?.saveRam(),
      hung: this.#chip.hung,
      sagging: this.#supply.sagging,
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
    return this.#chip.firmware !== undefined;
  }

  /** What its chip runs: for those who look inside, never for a host. */
  get program(): Program | undefined {
    return this.#chip.firmware;
  }

  /** That, where it is fobkit's firmware. */
  get firmware(): Firmware | undefined {
    return this.program instanceof Firmware ? this.program : undefined;
  }

  /** Purpose of the loaded seed; undefined while the fob is blank or without power. */
  get purpose(): Purpose | undefined {
    return this.#chip.firmware?.purpose;
  }

  /** The number on its back; undefined while the fob is blank or without power. */
  get serialLabel(): string | undefined {
    return this.#chip.firmware?.serialLabel;
  }

  /** What the LCD shows now. */
  get view(): LcdView {
    return this.parts.lcd.view(this.parts.rtc.now());
  }

  /** World time at which something happens by itself next; Infinity when nothing will. */
  get nextEventTicks(): number {
    const now = this.#worldTicks;
    const byParts = now + ticksToPartEvent(this.parts, this.running);
    const next = Math.min(byParts, this.#agenda.next, this.faults.nextDue);
    return now + ticksToFlat(this.parts, next - now);
  }

  observe(observer: Observer): () => void {
    return this.#observers.add(observer);
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
    this.#note({ kind: 'press' });
    this.#contactMoved();
  }

  /** A finger pushes the button and stays. */
  hold(): void {
    this.parts.button.press();
    this.#note({ kind: 'press' });
    this.#contactMoved();
  }

  release(): void {
    this.parts.button.release();
    this.#contactMoved();
  }

  setTemperature(deciCelsius: number): void {
    this.parts.thermometer.caseDeciCelsius = deciCelsius;
    this.faults.settle();
  }

  /** Gives the crystal a further error beside its own, in parts per billion. */
  setCrystalDrift(ppb: number): void {
    this.parts.crystal.offsetPpb = ppb;
  }

  /** Leaves `percent` of its rated charge in the cell. */
  setBattery(percent: number): void {
    this.parts.battery.setPercent(percent);
    this.#cellTouched();
  }

  removeCell(): void {
    this.parts.battery.remove();
    this.#cellTouched();
  }

  insertCell(fresh = false): void {
    this.parts.battery.insert(fresh);
    this.#cellTouched();
  }

  /** Feeds it from a supply, in millivolts, in place of the cell; undefined: from the cell again. */
  setRail(millivolts: number | undefined, options?: RailOptions): void {
    this.parts.battery.setRail(millivolts, options);
    this.#cellTouched();
  }

  /** Plugs a host in. On a fob with USB the bus powers it from then on. */
  plugIn(): WireEnd {
    return this.#harness.plugIn();
  }

  /** Puts a USB cable in. @throws UsageError when this fob type has no USB. */
  plugInUsb(): UsbEnd {
    return this.#harness.plugInUsb(usbProductOf(this.profile, this.identity));
  }

  /** Pulls the fob off every wire. */
  unplug(): void {
    this.#harness.unplugAll();
  }

  #load(state: FobState): void {
    loadParts(this.parts, state.parts);
    if (state.ram !== undefined) this.#chip.resume(state.ram);
    this.#supply.sagging = state.sagging;
    if (state.faults !== undefined) this.faults.load(state.faults);
    if (state.hung) this.#chip.hang();
    this.#supply.feedFromBus(false);
  }

  #step(limit: number): void {
    const span = Math.max(0, Math.min(limit, this.nextEventTicks - this.#worldTicks));
    const edge = this.parts.button.nextEdge() === span;
    this.#worldTicks += span;
    passTime(this.parts, span);
    this.#supply.watch();
    this.#agenda.runDue(this.#worldTicks);
    this.faults.runDue(this.#worldTicks);
    if (edge) this.#contactMoved();
    if (this.parts.rtc.takeAlarm()) this.#wake();
  }

  #cellTouched(): void {
    this.#supply.changed();
    this.faults.settle();
  }

  #contactMoved(): void {
    this.#note({ kind: 'button', down: this.parts.button.isDown() });
    this.#wake();
  }

  #wake(): void {
    this.#chip.run((firmware) => firmware.wake());
  }

  #makeChip(): Chip {
    const ports = wirePorts(this.parts, this.identity, {
      takeSag: () => this.#supply.takeSag(),
      kindOf: (link) => this.#harness.kindOf(link),
      send: (link, bytes) => this.#harness.carry('to-host', bytes, link),
      lcdChanged: () => {
        if (this.#observers.none && this.faults.idle) return;
        this.#note({ kind: 'lcd', text: this.parts.lcd.visibleText() });
      },
    });
    return new Chip(() => this.makeProgram(ports, this.profile.product), this.parts.rtc, {
      started: (cause) => this.#note({ kind: 'reset', cause }),
      stopped: () => {
        this.parts.lcd.off();
        this.parts.battery.switchLoad('display', false);
      },
      rested: () => this.faults.settle(),
      later: (ticks, action) => this.#agenda.add(this.#worldTicks + ticks, action),
      wasReset: () => this.#harness.fallOffTheBus(),
    });
  }

  #makeHarness(): Harness {
    return new Harness(this.#agenda, {
      now: () => this.#worldTicks,
      shape: (direction, bytes, wire) => this.faults.shape(direction, bytes, wire),
      received: (wire, bytes) => this.#chip.run((firmware) => firmware.receive(wire, bytes)),
      powered: () => this.running,
      hungUp: (wire) => {
        this.faults.hungUp(wire);
        this.#chip.firmware?.linkClosed(wire);
      },
      changed: () => {
        this.#supply.feedFromBus(this.profile.wire === 'usb' && this.#harness.plugged);
      },
      note: (occurrence) => this.#note(occurrence),
    });
  }

  #makeFaultBoard(): FaultBoard {
    const organs = {
      profile: this.profile,
      parts: this.parts,
      chip: this.#chip,
      supply: this.#supply,
      harness: this.#harness,
      now: () => this.#worldTicks,
      contactMoved: () => this.#contactMoved(),
      note: (occurrence: Occurrence) => this.#note(occurrence),
    };
    return new FaultBoard(faultTarget(organs));
  }

  #note(occurrence: Occurrence): void {
    this.#observers.tell(occurrence, this.#worldTicks);
    this.faults.notice(occurrence);
  }
}
