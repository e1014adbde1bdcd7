import { delay, type HostEnv } from '@fobkit/client';
import {
  channelPrologue,
  type ChannelPrimitives,
  type FobInfo,
  type FobStatus,
  getInfo,
  getStatus,
  loadSeed,
  NoiseInitiator,
  openChannel,
  type RigAction,
  type RigLcd,
  type SeedLoad,
  setClock,
  type Status,
  toHex,
  wipe,
} from '@fobkit/protocol';
import type { Subject, UsbControl } from '../subject.ts';
import { Evidence } from './evidence.ts';
import { HidWire } from './hid-wire.ts';
import { LABELS, loadFor, type LoadWish } from './load.ts';
import { CheckInvalid, CheckSkipped, RuleBroken } from './outcome.ts';
import { ownKey } from './own-key.ts';
import { Seal } from './seal.ts';
import { SerialWire } from './serial-wire.ts';
import { Talk } from './talk.ts';
import { Wire } from './wire.ts';

const TICKS = 32_768;

export interface KeyWish {
  readonly key?: Uint8Array;
  readonly deviceId?: Uint8Array;
  readonly version?: number;
  readonly primitives?: ChannelPrimitives;
}

/** A handshake that was tried. */
export interface Opened {
  readonly status: Status;
  readonly seal?: Seal;
  /** Message 1, as it was sent. */
  readonly first: Uint8Array;
  /** Message 2, when it came. */
  readonly second?: Uint8Array;
}

/** What a check has of the fob: its links, its hand, and words to judge by. */
export class Probe {
  readonly env: HostEnv;
  readonly evidence: Evidence;
  readonly subject: Subject;
  readonly #wires = new Set<{ close(): Promise<void> }>();
  readonly #state: ProbeState;
  #assertions = 0;

  /** @param state What checks before this one have made of the fob; kept up to date. */
  constructor(subject: Subject, state: ProbeState) {
    this.subject = subject;
    this.env = subject.env;
    this.evidence = new Evidence(subject.env.clock);
    this.#state = state;
  }

  get assertions(): number {
    return this.#assertions;
  }

  /** @throws RuleBroken unless the two are the same; bytes are compared by what they hold. */
  is(actual: unknown, wanted: unknown, rule: string, what: string): void {
    this.#assertions++;
    const [told, due] = [text(actual), text(wanted)];
    if (told !== due) throw new RuleBroken(rule, `${what}: ${told}, where ${due} is due`);
  }

  /** @throws RuleBroken unless it holds. */
  that(holds: boolean, rule: string, what: string): void {
    this.#assertions++;
    if (!holds) throw new RuleBroken(rule, what);
  }

  skip(why: string): never {
    throw new CheckSkipped(why);
  }

  /** @throws CheckInvalid when what the check stands on does not hold. */
  sure(holds: boolean, what: string): void {
    if (!holds) throw new CheckInvalid(what);
  }

  async serial(): Promise<SerialWire> {
    return new SerialWire(await this.#open('serial'));
  }

  async hid(): Promise<HidWire> {
    return new HidWire(await this.#open('hid'), (length) => this.env.randomBytes(length));
  }

  /** Messages on the first link that the fob has. */
  async talk(): Promise<Talk> {
    return this.#talk(this.subject.serial === undefined ? 'hid' : 'serial');
  }

  /** Messages on another link than `talk`. */
  async otherTalk(): Promise<Talk> {
    return this.#talk('hid');
  }

  async webusb(): Promise<SerialWire> {
    return new SerialWire(await this.#open('webusb'));
  }

  get usb(): UsbControl {
    return this.subject.usb ?? this.skip('the USB of this fob is not within reach');
  }

  info(talk: Talk): Promise<FobInfo> {
    return talk.must(getInfo, {}, 'CMD-5');
  }

  status(talk: Talk, events = 0): Promise<FobStatus> {
    return talk.must(getStatus, events === 0 ? {} : { events }, 'CMD-1');
  }

  get key(): Uint8Array {
    return this.#state.key ?? this.skip('the transport key is not known');
  }

  /** Tries a handshake, by default with the key that holds. */
  async handshake(talk: Talk, wish: KeyWish = {}): Promise<Opened> {
    const { deviceId } = wish.deviceId === undefined ? await this.info(talk) : wish;
    const initiator = new NoiseInitiator({
      primitives: wish.primitives ?? this.env.primitives,
      psk: wish.key ?? this.key,
      prologue: channelPrologue(wish.version ?? 1, deviceId ?? new Uint8Array(8)),
      ephemeral: this.env.randomBytes(32),
    });
    const written = initiator.writeMessage();
    if (!written.ok) throw new CheckInvalid('the host cannot begin a handshake');
    const first = written.message;
    const { status, reply } = await talk.ask(openChannel, { handshake: first });
    if (reply === undefined) return { status, first };
    const second = reply.handshake;
    const read = initiator.readMessage(second);
    if (!read.ok) throw new RuleBroken('§5.4.2', `message 2 does not verify: ${read.reason}`);
    return { status, first, second, seal: new Seal(talk, read.channel) };
  }

  /** A channel by the key that holds. @throws RuleBroken when the fob does not open it. */
  async seal(talk: Talk, wish: KeyWish = {}): Promise<Seal> {
    const { status, seal } = await this.handshake(talk, wish);
    if (seal === undefined) throw new RuleBroken('§5.4.1', `OpenChannel is answered ${status}`);
    return seal;
  }

  /** A proven channel to a blank fob with its factory key; by a channel that is open already or a new one. */
  async blank(talk: Talk, opened?: Seal): Promise<Seal> {
    const seal = opened ?? (await this.seal(talk));
    const info = await this.info(talk);
    if (info.lifecycle === 'blank' && info.keyGeneration === 0) return seal;
    const { status } = await seal.ask(wipe, {});
    if (status !== 'ok') throw new RuleBroken('LIFE-8', `Wipe is answered ${status}`);
    this.wiped();
    return seal;
  }

  /** To be told when the fob was wiped: its factory key holds. */
  wiped(): void {
    this.#state.key = this.subject.factoryKey;
  }

  /** The key to put in the place of the one that holds. */
  get otherKey(): Uint8Array {
    return ownKey(this.env, this.subject.factoryKey ?? this.key);
  }

  /** To be told when another key holds. */
  rekeyed(key: Uint8Array): void {
    this.#state.key = key;
  }

  /** A blank fob, its clock set to `unix` seconds or now, and loaded; gives what was loaded. */
  async load(seal: Seal, wish: LoadWish = {}, unix?: number | 'as it is'): Promise<SeedLoad> {
    const seconds = unix ?? Math.floor(this.env.clock.unixMs() / 1000);
    if (seconds !== 'as it is') await this.setClock(seal, seconds);
    const info = await this.info(seal.talk);
    for (const label of this.#labels) {
      const load = loadFor(info, wish, label);
      const { status } = await seal.ask(loadSeed, load);
      if (status === 'serial-label') continue;
      if (status !== 'ok') throw new RuleBroken('LIFE-7', `LoadSeed is answered ${status}`);
      this.#state.label = label;
      return load;
    }
    throw new CheckSkipped('no serial label that this fob type takes is known');
  }

  /** A load that this fob takes, not sent. */
  async wish(talk: Talk, wish: LoadWish = {}): Promise<SeedLoad> {
    return loadFor(await this.info(talk), wish, this.#labels[0] ?? '');
  }

  /** @throws RuleBroken when a blank fob does not take it. */
  async setClock(seal: Seal, unixSeconds: number): Promise<void> {
    const { status } = await seal.ask(setClock, { clock: unixSeconds * TICKS });
    if (status !== 'ok') throw new RuleBroken('CMD-25', `SetClock is answered ${status}`);
  }

  async act(action: RigAction): Promise<void> {
    const { hand } = this.subject;
    if (hand === undefined) return this.skip('nobody has a hand at the fob');
    const { evidence } = await hand.act(action);
    this.evidence.did(`${action.action}: ${evidence}`);
  }

  /** One push of the button, and the time that the fob takes to tell it from a bounce. */
  async press(): Promise<void> {
    await this.act({ action: 'press' });
    await this.wait(0.4);
  }

  async lcd(): Promise<RigLcd> {
    const { hand } = this.subject;
    if (hand === undefined) return this.skip('nobody looks at the LCD');
    return hand.lcd();
  }

  /** Takes all power from the fob and gives it back. Every link is closed by that. */
  async powerCut(seconds = 1): Promise<void> {
    await this.closeWires();
    await this.act({ action: 'unplug' });
    await this.act({ action: 'cell', present: false });
    await this.wait(seconds);
    await this.act({ action: 'cell', present: true });
    await this.act({ action: 'replug' });
    await this.wait(0.1);
  }

  /** Lets time pass: at once on an emulated fob. */
  async wait(seconds: number): Promise<void> {
    this.evidence.did(`wait ${seconds} s`);
    const { hand } = this.subject;
    if (hand?.wait === undefined) await delay(this.env.clock, seconds * 1000);
    else await hand.wait(seconds);
  }

  /** Serial labels that may be of the form that this fob type has, the likely ones first. */
  get #labels(): readonly string[] {
    const known = this.#state.label ?? this.subject.serialLabel;
    return known === undefined ? LABELS : [known];
  }

  async closeWires(): Promise<void> {
    for (const wire of this.#wires) await wire.close();
    this.#wires.clear();
  }

  async #talk(kind: 'serial' | 'hid'): Promise<Talk> {
    const wire = kind === 'hid' ? await this.hid() : await this.serial();
    return new Talk(wire, (length) => this.env.randomBytes(length));
  }

  async #open(kind: 'serial' | 'hid' | 'webusb'): Promise<Wire> {
    const link = this.subject[kind] ?? this.skip(`there is no ${kind} link to this fob`);
    const world = { clock: this.env.clock, evidence: this.evidence };
    const wire = await Wire.open(kind, link, world);
    this.#wires.add(wire);
    return wire;
  }
}

/** What is known of the fob from one check to the next. */
export interface ProbeState {
  key: Uint8Array | undefined;
  label: string | undefined;
  /** The trim with which it came. */
  trimPpb?: number;
}

function text(value: unknown): string {
  if (value instanceof Uint8Array) return value.length === 0 ? '(no bytes)' : toHex(value);
  if (typeof value === 'string') return value;
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
