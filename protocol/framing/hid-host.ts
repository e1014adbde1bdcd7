import { copyBytes } from '../bytes/copy.ts';
import { equalBytes } from '../bytes/equal.ts';
import { UsageError } from '../bytes/errors.ts';
import { HidAssembly } from './hid-assembly.ts';
import type { HidInitReply } from './hid-init.ts';
import { decodeHidInitReply, HID_INIT_REPLY_SIZE, HID_NONCE_SIZE } from './hid-init.ts';
import type { HidContinuationPacket, HidInitPacket } from './hid-report.ts';
import {
  fragmentHid,
  HID_BROADCAST,
  HidCommand,
  HidErrorCode,
  parseHidReport,
} from './hid-report.ts';
import { HID_INIT_DATA, HID_MAX_PAYLOAD } from './limits.ts';

/** Commands that a host requests something with; INIT and CANCEL have methods of their own. */
export type HidRequestCommand =
  | typeof HidCommand.Message
  | typeof HidCommand.Ping
  | typeof HidCommand.Lock
  | typeof HidCommand.Wink;

/**
 * Why a report meant nothing to this host: it has not 64 bytes, it belongs to another channel, or
 * nothing on this channel waits for it (another host's nonce, a late reply).
 */
export type HidIgnoredReason = 'size' | 'channel' | 'spurious';

/**
 * What is wrong with a reply: a packet missing or doubled, another command than was asked, a
 * declared length that no packets can carry, or a channel number that INIT cannot give.
 */
export type HidFailedReason = 'sequence' | 'command' | 'length' | 'channel';

/** What a report means; there is one for each report. */
export type HidHostEvent =
  /** INIT was answered: requests can be sent. */
  | { readonly type: 'opened'; readonly info: HidInitReply }
  | { readonly type: 'reply'; readonly command: HidRequestCommand; readonly payload: Uint8Array }
  /** A packet of a reply of which more is to come. */
  | { readonly type: 'partial' }
  /** The fob is still at work; `status` as in `HidKeepalive`, or a later number. */
  | { readonly type: 'keepalive'; readonly status: number }
  /** The fob refused; `code` as in `HidErrorCode`, or a later number. The request is over. */
  | { readonly type: 'error'; readonly code: number }
  /** The reply cannot be used; `open` has to be called before the next request ([HID-30]). */
  | { readonly type: 'failed'; readonly reason: HidFailedReason }
  | { readonly type: 'ignored'; readonly reason: HidIgnoredReason };

type State =
  | { readonly name: 'closed' }
  | { readonly name: 'opening'; readonly cid: number; readonly nonce: Uint8Array }
  | { readonly name: 'ready' }
  | { readonly name: 'waiting'; readonly command: HidRequestCommand; assembly?: HidAssembly };

/**
 * The host's side of the HID framing (docs/protocol/01-hid-framing.md §1.8): one channel, one
 * request at a time. Gives the reports to send and tells what each received report means; any
 * report in any state gives an event and never throws. Time-outs are the caller's: when one has
 * passed, `open` again.
 */
export class HidHost {
  #cid: number | undefined;
  #state: State = { name: 'closed' };

  /** The channel, once INIT was answered. */
  get cid(): number | undefined {
    return this.#cid;
  }

  /** Whether a request can be sent. */
  get ready(): boolean {
    return this.#state.name === 'ready';
  }

  /**
   * The reports that ask for a channel, or, on the channel that there is already, make the fob
   * drop whatever it was at ([HID-17]). `nonce`: 8 fresh random bytes (`UsageError`).
   */
  open(nonce: Uint8Array): Uint8Array[] {
    if (nonce.length !== HID_NONCE_SIZE) throw new UsageError('the nonce of INIT has 8 bytes');
    const cid = this.#cid ?? HID_BROADCAST;
    this.#state = { name: 'opening', cid, nonce: copyBytes(nonce) };
    return fragmentHid(cid, HidCommand.Init, nonce);
  }

  /** The reports of a request. `UsageError` unless the channel is open and nothing is under way. */
  request(command: HidRequestCommand, payload: Uint8Array): Uint8Array[] {
    if (this.#cid === undefined || this.#state.name !== 'ready') {
      throw new UsageError('a request wants an open channel without another request');
    }
    const reports = fragmentHid(this.#cid, command, payload);
    this.#state = { name: 'waiting', command };
    return reports;
  }

  /** The report that gives the request up ([HID-25]), whose reply still comes; undefined when there is none. */
  cancel(): Uint8Array | undefined {
    if (this.#cid === undefined || this.#state.name !== 'waiting') return undefined;
    return fragmentHid(this.#cid, HidCommand.Cancel, new Uint8Array(0))[0];
  }

  /** Takes a report from the fob. */
  receive(report: Uint8Array): HidHostEvent {
    const packet = parseHidReport(report);
    if (packet === undefined) return { type: 'ignored', reason: 'size' };
    const state = this.#state;
    const cid = state.name === 'opening' ? state.cid : this.#cid;
    if (packet.cid !== cid) return { type: 'ignored', reason: 'channel' };
    if (state.name === 'waiting') {
      return packet.type === 'init'
        ? this.#initial(packet, state)
        : this.#continuation(packet, state.assembly, state.command);
    }
    if (state.name === 'opening' && packet.type === 'init') {
      return this.#opening(packet, state);
    }
    return { type: 'ignored', reason: 'spurious' };
  }

  #opening(packet: HidInitPacket, { cid, nonce }: State & { name: 'opening' }): HidHostEvent {
    const { command, length, data } = packet;
    // [HID-31]: on a channel of its own, another error is a late one, meant for the last request.
    const forgotten = data[0] === HidErrorCode.InvalidChannel;
    if (command === HidCommand.Error && (cid === HID_BROADCAST || forgotten)) {
      return this.#refused(packet, { name: 'closed' });
    }
    const fits = length >= HID_INIT_REPLY_SIZE && length <= HID_INIT_DATA;
    if (
      command !== HidCommand.Init ||
      !fits ||
      !equalBytes(data.subarray(0, HID_NONCE_SIZE), nonce)
    ) {
      return { type: 'ignored', reason: 'spurious' };
    }
    const info = decodeHidInitReply(data);
    const usable =
      cid === HID_BROADCAST ? info.cid !== 0 && info.cid !== HID_BROADCAST : info.cid === cid;
    if (!usable) return this.#failed('channel');
    this.#cid = info.cid;
    this.#state = { name: 'ready' };
    return { type: 'opened', info };
  }

  #initial(packet: HidInitPacket, state: State & { name: 'waiting' }): HidHostEvent {
    const { command, length } = packet;
    if (command === HidCommand.Error) return this.#refused(packet, { name: 'ready' });
    if (command === HidCommand.Keepalive) {
      return { type: 'keepalive', status: packet.data[0] ?? 0 };
    }
    if (state.assembly !== undefined) return this.#failed('sequence');
    if (command !== state.command) return this.#failed('command');
    if (length > HID_MAX_PAYLOAD) return this.#failed('length');
    state.assembly = new HidAssembly(packet);
    return this.#proceed(state.assembly, state.command);
  }

  #continuation(
    packet: HidContinuationPacket,
    assembly: HidAssembly | undefined,
    command: HidRequestCommand,
  ): HidHostEvent {
    if (assembly === undefined) return { type: 'ignored', reason: 'spurious' };
    return assembly.add(packet) ? this.#proceed(assembly, command) : this.#failed('sequence');
  }

  #proceed(assembly: HidAssembly, command: HidRequestCommand): HidHostEvent {
    if (!assembly.complete) return { type: 'partial' };
    this.#state = { name: 'ready' };
    return { type: 'reply', command, payload: assembly.payload };
  }

  #refused(packet: HidInitPacket, next: State): HidHostEvent {
    const code = packet.data[0] ?? 0;
    this.#state = next;
    if (code === HidErrorCode.InvalidChannel) {
      // A fob that was reset has forgotten its channels: the next `open` asks for a new one.
      this.#cid = undefined;
      this.#state = { name: 'closed' };
    }
    return { type: 'error', code };
  }

  #failed(reason: HidFailedReason): HidHostEvent {
    this.#state = { name: 'closed' };
    return { type: 'failed', reason };
  }
}
