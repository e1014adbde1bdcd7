import { UsageError } from '../bytes/errors.ts';
import { HidAssembly } from './hid-assembly.ts';
import {
  encodeHidInitReply,
  HID_CAPABILITIES,
  HID_INTERFACE_VERSION,
  HID_NONCE_SIZE,
} from './hid-init.ts';
import type { HidContinuationPacket, HidInitPacket, HidKeepalive } from './hid-report.ts';
import {
  fragmentHid,
  HID_BROADCAST,
  HidCommand,
  HidErrorCode,
  parseHidReport,
} from './hid-report.ts';
import { MAX_MESSAGE } from './limits.ts';

/** 500 ms between two packets of one message, in ticks of 1/32768 s ([HID-13]). */
export const HID_MESSAGE_TIMEOUT = 16_384;

/** Longest LOCK, in seconds ([HID-22]). */
export const HID_MAX_LOCK_SECONDS = 10;

/** What the state machine wants done, in this order. */
export type HidDeviceOutput =
  /** Send these 64 bytes to the host. */
  | { readonly type: 'report'; readonly report: Uint8Array }
  /** Work on this message of a channel, then call `reply` with its transaction. */
  | {
      readonly type: 'message';
      readonly transaction: number;
      readonly cid: number;
      readonly payload: Uint8Array;
    }
  /** Show yourself ([HID-24]); the reply is among the reports. */
  | { readonly type: 'wink' }
  /** The host gave the message up: answer soon, if only that it was cancelled ([HID-25]). */
  | { readonly type: 'cancel'; readonly transaction: number }
  /** The host has forgotten the message: stop, a reply would not be sent ([HID-17]). */
  | { readonly type: 'abort'; readonly transaction: number };

export interface HidDeviceOptions {
  /** Version of the firmware as INIT tells it: major, minor, build, a byte each. */
  readonly firmware: readonly [number, number, number];
  /** First channel to give; [HID-10] wants a random one, 1 to 0x7FFFFFFF, after each reset. */
  readonly firstCid: number;
}

type State =
  | { readonly name: 'idle' }
  | { readonly name: 'receiving'; readonly assembly: HidAssembly; readonly deadline: number }
  | { readonly name: 'working'; readonly transaction: number; readonly cid: number };

const IDLE: State = { name: 'idle' };
const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * The fob's side of the HID framing (docs/protocol/01-hid-framing.md): packets and the time go in,
 * what is to be done comes out. Any report in any state gives a declared output and never throws.
 * Times are ticks of 1/32768 s that never go back.
 */
export class HidDevice {
  readonly #firmware: readonly [number, number, number];
  readonly #firstCid: number;
  #nextCid: number;
  #state: State = IDLE;
  #lock = { cid: 0, until: 0 };
  #transactions = 0;

  /** `UsageError` when `firstCid` is not a channel to begin with. */
  constructor(options: HidDeviceOptions) {
    const first = options.firstCid;
    if (!Number.isInteger(first) || first < 1 || first >= HID_BROADCAST) {
      throw new UsageError('the first channel is a number from 1 to 0xFFFFFFFE');
    }
    this.#firmware = options.firmware;
    this.#firstCid = first;
    this.#nextCid = first;
  }

  /** When `elapse` wants to be called if no report comes before; undefined when never. */
  get wakeAt(): number | undefined {
    return this.#state.name === 'receiving' ? this.#state.deadline : undefined;
  }

  /** Gives a message up whose next packet is overdue ([HID-13]). */
  elapse(now: number): HidDeviceOutput[] {
    const state = this.#state;
    if (state.name !== 'receiving' || now < state.deadline) return [];
    this.#state = IDLE;
    return error(state.assembly.cid, HidErrorCode.Timeout);
  }

  /** Takes a report from the host. */
  receive(report: Uint8Array, now: number): HidDeviceOutput[] {
    const overdue = this.elapse(now);
    const packet = parseHidReport(report);
    if (packet === undefined) return overdue;
    const outputs =
      packet.type === 'init' ? this.#initial(packet, now) : this.#continuation(packet, now);
    return overdue.length === 0 ? outputs : [...overdue, ...outputs];
  }

  /**
   * The reports of the answer, after which the next transaction may begin. None when the
   * transaction was aborted. `UsageError` when the payload exceeds `HID_MAX_PAYLOAD`.
   */
  reply(transaction: number, payload: Uint8Array): Uint8Array[] {
    const state = this.#state;
    if (state.name !== 'working' || state.transaction !== transaction) return [];
    const reports = fragmentHid(state.cid, HidCommand.Message, payload);
    this.#state = IDLE;
    return reports;
  }

  /** The report that keeps the host waiting ([HID-27]); undefined when nobody waits. */
  keepalive(status: HidKeepalive): Uint8Array | undefined {
    const state = this.#state;
    if (state.name !== 'working') return undefined;
    return fragmentHid(state.cid, HidCommand.Keepalive, Uint8Array.of(status))[0];
  }

  #continuation(packet: HidContinuationPacket, now: number): HidDeviceOutput[] {
    const state = this.#state;
    // [HID-12]: packets of other channels and of no message are not worth an error.
    if (state.name !== 'receiving' || packet.cid !== state.assembly.cid) return [];
    const { assembly } = state;
    if (!assembly.add(packet)) {
      this.#state = IDLE;
      return error(packet.cid, HidErrorCode.InvalidSequence);
    }
    return this.#proceed(assembly, now);
  }

  #initial(packet: HidInitPacket, now: number): HidDeviceOutput[] {
    const { cid, command } = packet;
    if (!this.#isChannel(cid) && (cid !== HID_BROADCAST || command !== HidCommand.Init)) {
      return error(cid, HidErrorCode.InvalidChannel);
    }
    if (command === HidCommand.Init) return this.#init(packet);
    if (command === HidCommand.Cancel) return this.#cancel(packet);
    const state = this.#state;
    if (state.name === 'receiving' && state.assembly.cid === cid) {
      this.#state = IDLE;
      return error(cid, HidErrorCode.InvalidSequence);
    }
    const locked = now < this.#lock.until && this.#lock.cid !== cid;
    if (state.name !== 'idle' || locked) return error(cid, HidErrorCode.Busy);
    const refusal = refuse(packet);
    if (refusal !== undefined) return error(cid, refusal);
    return this.#proceed(new HidAssembly(packet), now);
  }

  #proceed(assembly: HidAssembly, now: number): HidDeviceOutput[] {
    if (assembly.complete) {
      this.#state = IDLE;
      return this.#execute(assembly, now);
    }
    this.#state = { name: 'receiving', assembly, deadline: now + HID_MESSAGE_TIMEOUT };
    return [];
  }

  #execute({ cid, command, payload }: HidAssembly, now: number): HidDeviceOutput[] {
    if (command === HidCommand.Message) {
      const transaction = ++this.#transactions;
      this.#state = { name: 'working', transaction, cid };
      return [{ type: 'message', transaction, cid, payload }];
    }
    if (command === HidCommand.Wink) return [...send(cid, command), { type: 'wink' }];
    if (command === HidCommand.Lock) return this.#setLock(cid, payload[0] ?? 0, now);
    return send(cid, command, payload);
  }

  #setLock(cid: number, seconds: number, now: number): HidDeviceOutput[] {
    if (seconds > HID_MAX_LOCK_SECONDS) return error(cid, HidErrorCode.InvalidParameter);
    this.#lock = { cid, until: now + seconds * 32_768 };
    return send(cid, HidCommand.Lock);
  }

  #init(packet: HidInitPacket): HidDeviceOutput[] {
    if (packet.length !== HID_NONCE_SIZE) return error(packet.cid, HidErrorCode.InvalidLength);
    if (packet.cid === HID_BROADCAST) {
      if (this.#nextCid === HID_BROADCAST) return error(packet.cid, HidErrorCode.Other);
      return this.#initReply(packet, this.#nextCid++);
    }
    if (this.#lock.cid === packet.cid) this.#lock = { cid: 0, until: 0 };
    return [...this.#abort(packet.cid), ...this.#initReply(packet, packet.cid)];
  }

  #initReply(packet: HidInitPacket, cid: number): HidDeviceOutput[] {
    const reply = encodeHidInitReply({
      nonce: packet.data.subarray(0, HID_NONCE_SIZE),
      cid,
      interfaceVersion: HID_INTERFACE_VERSION,
      firmware: this.#firmware,
      capabilities: HID_CAPABILITIES,
    });
    return send(packet.cid, HidCommand.Init, reply);
  }

  #abort(cid: number): HidDeviceOutput[] {
    const state = this.#state;
    if (state.name === 'working' && state.cid === cid) {
      this.#state = IDLE;
      return [{ type: 'abort', transaction: state.transaction }];
    }
    if (state.name === 'receiving' && state.assembly.cid === cid) this.#state = IDLE;
    return [];
  }

  #cancel(packet: HidInitPacket): HidDeviceOutput[] {
    if (packet.length !== 0) return error(packet.cid, HidErrorCode.InvalidLength);
    const state = this.#state;
    if (state.name === 'working' && state.cid === packet.cid) {
      return [{ type: 'cancel', transaction: state.transaction }];
    }
    return this.#abort(packet.cid);
  }

  #isChannel(cid: number): boolean {
    return cid >= this.#firstCid && cid < this.#nextCid;
  }
}

/** Why a fob does not begin with this message ([HID-19] to [HID-24]). */
function refuse({ command, length }: HidInitPacket): HidErrorCode | undefined {
  let fits: boolean;
  switch (command) {
    case HidCommand.Message:
      fits = length >= 1 && length <= MAX_MESSAGE;
      break;
    case HidCommand.Ping:
      fits = length <= MAX_MESSAGE;
      break;
    case HidCommand.Lock:
      fits = length === 1;
      break;
    case HidCommand.Wink:
      fits = length === 0;
      break;
    default:
      return HidErrorCode.InvalidCommand;
  }
  return fits ? undefined : HidErrorCode.InvalidLength;
}

function send(cid: number, command: number, payload = NOTHING): HidDeviceOutput[] {
  return fragmentHid(cid, command, payload).map((report) => ({ type: 'report', report }));
}

function error(cid: number, code: HidErrorCode): HidDeviceOutput[] {
  return send(cid, HidCommand.Error, Uint8Array.of(code));
}
