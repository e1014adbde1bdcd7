import { WireError } from '@fobkit/protocol';
import { resetAndAddress } from '../usb/addressed.ts';
import type { Urb, UrbHandle, UrbResult } from '../usb/urb.ts';
import type { UsbPort } from '../usb/usb-port.ts';
import { Errno, urbErrno } from './errno.ts';
import {
  encodeSubmitReply,
  encodeUnlinkReply,
  type SubmitCommand,
  type UnlinkCommand,
  type UrbCommand,
} from './urb-codec.ts';

/** Bytes that the transfers under way of one client may move, as usbfs of Linux has it. */
export const MOST_PENDING_BYTES = 16 << 20;

const SHORT_NOT_OK = 0x0001;
const ZERO_PACKET = 0x0040;
const NONE: Uint8Array = new Uint8Array(0);

/** SET_FEATURE(PORT_RESET) to a hub's port: USB 2.0 table 11-16. */
const PORT_RESET = [0x23, 0x03, 0x04, 0x00] as const;

interface Pending {
  readonly command: SubmitCommand;
  handle?: UrbHandle;
  /** Its reply is that of the unlink. */
  unlinked?: boolean;
}

/** What one client does with the device that it has attached. */
export class Attachment {
  readonly #port: UsbPort;
  readonly #deviceId: number;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #pending = new Map<number, Pending>();
  #bytes = 0;
  #over = false;

  /** Resets the fob, so that it is as freshly plugged in. @param deviceId `devid`. */
  constructor(port: UsbPort, deviceId: number, send: (bytes: Uint8Array) => void) {
    this.#port = port;
    this.#deviceId = deviceId;
    this.#send = send;
    this.#reset();
  }

  /** Transfers under way, and the bytes that they may move. */
  get pending(): { readonly count: number; readonly bytes: number } {
    return { count: this.#pending.size, bytes: this.#bytes };
  }

  /** @throws WireError when the command is for another device, or its number is in use. */
  take(command: UrbCommand): void {
    if (command.deviceId !== this.#deviceId) {
      throw new WireError('value', 'USB/IP: devid is not that of the imported device');
    }
    if (this.#pending.has(command.seqnum)) {
      throw new WireError('duplicate', 'USB/IP: the seqnum is that of a transfer under way');
    }
    if (command.kind === 'submit') this.#submit(command);
    else this.#unlink(command);
  }

  /** The client is gone: nothing of it stays behind, neither here nor in the fob. */
  end(): void {
    this.#over = true;
    this.#port.reset();
  }

  #submit(command: SubmitCommand): void {
    if (isPortReset(command)) {
      this.#reset();
      this.#reply(command, Errno.none, NONE, 0);
      return;
    }
    const refusal = this.#refusal(command);
    if (refusal !== undefined) {
      this.#reply(command, refusal, NONE, 0);
      return;
    }
    const pending: Pending = { command };
    this.#pending.set(command.seqnum, pending);
    this.#bytes += command.length;
    pending.handle = this.#port.submit(urbOf(command), (result) => {
      this.#complete(pending, result);
    });
  }

  #unlink({ seqnum, target }: UnlinkCommand): void {
    const pending = this.#pending.get(target);
    if (pending !== undefined) pending.unlinked = true;
    const unlinked = pending?.handle?.cancel() === true;
    this.#send(encodeUnlinkReply(seqnum, unlinked ? Errno.reset : Errno.none));
  }

  #refusal(command: SubmitCommand): number | undefined {
    if (command.isochronous) return Errno.invalid;
    if (command.endpoint > 15) return Errno.protocol;
    if (command.endpoint === 0 && !isConsistent(command)) return Errno.invalid;
    return this.#bytes + command.length > MOST_PENDING_BYTES ? Errno.noMemory : undefined;
  }

  #complete({ command, unlinked }: Pending, { status, data, actualLength }: UrbResult): void {
    this.#pending.delete(command.seqnum);
    this.#bytes -= command.length;
    if (unlinked === true) return;
    this.#reply(command, urbErrno[status], command.direction === 'in' ? data : NONE, actualLength);
  }

  #reply(command: SubmitCommand, status: number, data: Uint8Array, actualLength: number): void {
    // A connection whose device is gone is closed in a moment; to tell each transfer's end before
    // it would make drivers try again.
    if (this.#over || status === Errno.noDevice) return;
    const { seqnum, isochronous } = command;
    const startFrame = isochronous ? 0 : command.startFrame;
    const packetCount = isochronous ? 0 : command.packetCount;
    this.#send(encodeSubmitReply({ seqnum, status, actualLength, startFrame, packetCount, data }));
  }

  #reset(): void {
    resetAndAddress(this.#port, this.#deviceId & 0x7f);
  }
}

function urbOf(command: SubmitCommand): Urb {
  const { endpoint, direction, setup, data, length, flags } = command;
  const shortNotOk = (flags & SHORT_NOT_OK) !== 0;
  if (endpoint === 0) return { endpoint, setup, data, length, shortNotOk };
  const zeroPacket = (flags & ZERO_PACKET) !== 0;
  const address = direction === 'in' ? endpoint | 0x80 : endpoint;
  return { endpoint: address, data, length, shortNotOk, zeroPacket };
}

/** Whether the SETUP packet has the data stage go the way that the command says. */
function isConsistent({ setup, direction }: SubmitCommand): boolean {
  const wanted = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
  const fromFob = ((setup[0] ?? 0) & 0x80) !== 0;
  return wanted === 0 || fromFob === (direction === 'in');
}

function isPortReset({ endpoint, setup, isochronous }: SubmitCommand): boolean {
  return endpoint === 0 && !isochronous && PORT_RESET.every((byte, at) => setup[at] === byte);
}
