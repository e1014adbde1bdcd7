import type {
  DisplayReading,
  FobStatus,
  LoadedParameters,
  OtpMode,
  Purpose,
  SelfTestReport,
} from '@fobkit/protocol';
import type { Secret } from '../secret.ts';
import type { CallOptions } from '../wire/call.ts';

/** What every device can tell of itself, whoever made it. */
export interface DeviceInfo {
  /** The immutable number of its chip, lower-case hex; absent where it has none to tell. */
  readonly deviceId?: string;
  readonly model: string;
  /** The number on its back. */
  readonly serialLabel?: string;
  readonly purpose?: Purpose;
}

/**
 * A one-time-password token of any maker, or a person who presses and reads one. What it can do
 * is told by `capabilities`; `hasCapability` and `requireCapability` (capability.ts) narrow it to
 * the methods that go with one.
 */
export interface Device {
  readonly url: string;
  readonly capabilities: ReadonlySet<Capability>;
  info(options?: CallOptions): Promise<DeviceInfo>;
  close(): Promise<void>;
}

export interface CodeRequest extends CallOptions {
  /** OCRA: the question. */
  readonly challenge?: string;
  /** Of a device with several slots, by name; the only loaded one if absent. */
  readonly slot?: string;
  /** Where a press is wanted: how long to wait for it, in milliseconds; 0 if absent. */
  readonly waitForPressMs?: number;
  /** Told once, when the waiting begins: the moment to ask a person for the press. */
  readonly onPressWanted?: () => void;
}

/** A code, and as much as the device tells of it. */
export interface DeviceCode {
  readonly code: string;
  readonly mode?: OtpMode;
  readonly movingFactor?: number | undefined;
  /** By the device's own clock, in seconds. */
  readonly unixTime?: number | undefined;
  readonly stepSeconds?: number | undefined;
  readonly secondsLeft?: number | undefined;
}

export interface ReadsCode {
  readCode(request?: CodeRequest): Promise<DeviceCode>;
}

export interface ReadsStatus {
  getStatus(options?: CallOptions & { readonly events?: number }): Promise<FobStatus>;
}

export interface ReadsDisplay {
  readDisplay(options?: CallOptions): Promise<DisplayReading>;
}

export interface TestsItself {
  selfTest(options?: CallOptions): Promise<SelfTestReport>;
}

export interface Winks {
  wink(options?: CallOptions): Promise<void>;
}

export interface OpenChannelOptions extends CallOptions {
  /** How long to wait in all while the fob delays after wrong keys, in milliseconds; 0 if absent. */
  readonly waitForDelayMs?: number;
}

export interface Administrable {
  openChannel(
    transportKey: Secret | Uint8Array,
    options?: OpenChannelOptions,
  ): Promise<AdminSession>;
}

export interface SeedAndParameters {
  readonly seed: Secret | Uint8Array;
  readonly parameters: LoadedParameters;
}

export interface ClockSetting {
  /** The clock before, in ticks of 1/32768 s since 1970; absent when it was lost. */
  readonly before?: number | undefined;
  readonly after: number;
}

/** What only the holder of the transport key may do. All times are ticks of 1/32768 s. */
export interface AdminSession {
  loadSeed(load: SeedAndParameters, options?: CallOptions): Promise<{ keyGeneration: number }>;
  setClock(clock: number, options?: CallOptions): Promise<ClockSetting>;
  /** Parts per billion; positive makes the clock faster. Gives the trim before. */
  trimClock(trimPpb: number, options?: CallOptions): Promise<{ before: number }>;
  rotateTransportKey(
    key: Secret | Uint8Array,
    options?: CallOptions,
  ): Promise<{ keyGeneration: number }>;
  /** Whether the device holds just this seed with just these parameters. */
  keyCheck(expected: SeedAndParameters, options?: CallOptions): Promise<boolean>;
  wipe(options?: CallOptions): Promise<void>;
}

/** A slot of a device that keeps several seeds side by side. */
export interface SlotState {
  /** What the device calls it: `totp0`. */
  readonly slot: string;
  readonly mode: OtpMode;
  /** Absent while the slot is empty. */
  readonly loaded?: SlotContent;
}

/** What is loaded into a slot, as far as the device tells it. */
export interface SlotContent {
  readonly name: string;
  readonly digits: number;
  /** TOTP. */
  readonly stepSeconds?: number;
  /** HOTP: the counter of the next code. */
  readonly counter?: number;
}

export interface HoldsSlots {
  /** All of them, empty ones too. */
  listSlots(options?: CallOptions): Promise<readonly SlotState[]>;
  readSlot(slot: string, options?: CallOptions): Promise<SlotState>;
}

/** A seed for a slot, with what its codes are made by. */
export interface SlotLoad extends SlotContent {
  readonly slot: string;
  readonly seed: Secret | Uint8Array;
}

export interface ProgramsSlots {
  /** Proves the administrator's PIN; a wrong one costs a try. */
  openSlots(adminPin: Secret, options?: CallOptions): Promise<SlotSession>;
}

/** What only the holder of the administrator's PIN may do. It ends with the device's power. */
export interface SlotSession {
  writeSlot(load: SlotLoad, options?: CallOptions): Promise<void>;
  eraseSlot(slot: string, options?: CallOptions): Promise<void>;
}

export interface TimeOptions extends CallOptions {
  /** Set it even to a time before one that the device has seen. */
  readonly force?: boolean;
}

/** A device that has no clock of its own to keep right, and takes the time from any host. */
export interface TakesTime {
  setTime(unixSeconds: number, options?: TimeOptions): Promise<void>;
}

export interface GuardsCodes {
  /** Proves the user's PIN, where codes want one; a wrong one costs a try. */
  unlockCodes(userPin: Secret, options?: CallOptions): Promise<void>;
}

/** The methods that a device has when it declares a capability. */
export interface CapabilityMethods {
  'read-code': ReadsCode;
  status: ReadsStatus;
  'read-display': ReadsDisplay;
  'self-test': TestsItself;
  wink: Winks;
  provision: Administrable;
  'set-clock': Administrable;
  'trim-clock': Administrable;
  'rotate-key': Administrable;
  'key-check': Administrable;
  wipe: Administrable;
  slots: HoldsSlots;
  'program-slots': ProgramsSlots;
  'take-time': TakesTime;
  'unlock-codes': GuardsCodes;
}

export type Capability = keyof CapabilityMethods;
