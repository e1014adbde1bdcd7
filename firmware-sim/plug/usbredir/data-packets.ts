import { type EndpointDescriptor, UsbRequest } from '@fobkit/protocol';
import type { Urb, UrbHandle, UrbResult } from '../usb/urb.ts';
import type { UsbPort } from '../usb/usb-port.ts';
import type { BulkPacket, ControlPacket, InterruptPacket } from './guest-codec.ts';
import type { GuestEnd } from './guest-end.ts';
import type { HostWriter, Outcome } from './host-codec.ts';
import { RedirStatus } from './numbers.ts';
import { outcomeOf, redirStatus, refused } from './outcome.ts';

/** Bytes that the transfers under way of one guest may move. */
export const MOST_PENDING_BYTES = 16 << 20;

const NONE: Uint8Array = new Uint8Array(0);

interface Pending {
  readonly id: bigint;
  readonly endpoint: number;
  handle?: UrbHandle;
}

/** The transfers that a guest asks for one by one; each is answered under its id. */
export class DataPackets {
  readonly #port: UsbPort;
  readonly #endpoints: readonly EndpointDescriptor[];
  readonly #writer: HostWriter;
  readonly #end: GuestEnd;
  readonly #pending = new Set<Pending>();
  #bytes = 0;

  constructor(
    port: UsbPort,
    endpoints: readonly EndpointDescriptor[],
    writer: HostWriter,
    end: GuestEnd,
  ) {
    this.#port = port;
    this.#endpoints = endpoints;
    this.#writer = writer;
    this.#end = end;
  }

  /** Those under way. */
  get count(): number {
    return this.#pending.size;
  }

  /** Bytes that those may move. */
  get bytes(): number {
    return this.#bytes;
  }

  control(id: bigint, { control, data }: ControlPacket): void {
    const { endpoint, requestType, request, value, index, length } = control;
    const done = (outcome: Outcome): void => {
      this.#end.send(this.#writer.control(id, control, outcome));
    };
    const agree = (requestType & 0x80) === (endpoint & 0x80) || length === 0;
    if ((endpoint & 0x7f) !== 0 || !agree) {
      done(refused(RedirStatus.invalid));
      return;
    }
    const urb = controlUrb([requestType, request, value, index, length], data);
    this.submit(id, endpoint, urb, (result) => {
      done(outcomeOf(result, endpoint));
    });
  }

  bulk(id: bigint, packet: BulkPacket): void {
    const { endpoint, data, length, streamId } = packet;
    const done = (outcome: Outcome): void => {
      this.#end.send(this.#writer.bulk(id, packet, outcome));
    };
    if (this.#transferOf(endpoint) !== 'bulk' || streamId !== 0) {
      done(refused(RedirStatus.invalid));
      return;
    }
    this.submit(id, endpoint, { endpoint, data, length }, (result) => {
      done(outcomeOf(result, endpoint));
    });
  }

  /** For OUT alone; for IN a guest starts a stream. */
  interrupt(id: bigint, { endpoint, data }: InterruptPacket): void {
    const done = (outcome: Outcome): void => {
      this.#end.send(this.#writer.interrupt(id, endpoint, outcome));
    };
    if ((endpoint & 0x80) !== 0 || this.#transferOf(endpoint) !== 'interrupt') {
      done(refused(RedirStatus.invalid));
      return;
    }
    this.submit(id, endpoint, { endpoint, data, length: 0 }, (result) => {
      done(outcomeOf(result, endpoint));
    });
  }

  /** A standard request that reads one byte of the device, or of an interface. */
  standardIn(
    id: bigint,
    request: number,
    index: number,
    done: (status: number, value: number) => void,
  ): void {
    const recipient = request === UsbRequest.GetInterface ? 1 : 0;
    const urb = controlUrb([0x80 | recipient, request, 0, index, 1], NONE);
    this.submit(id, 0x80, urb, ({ status, data }) => {
      done(redirStatus(status), data[0] ?? 0);
    });
  }

  /** @param endpoint That of the packet, with bit 7 set for IN. */
  submit(id: bigint, endpoint: number, urb: Urb, done: (result: UrbResult) => void): void {
    const bytes = Math.max(urb.length, urb.data.length);
    if (this.#bytes + bytes > MOST_PENDING_BYTES) {
      done({ status: 'too-many', data: NONE, actualLength: 0 });
      return;
    }
    const pending: Pending = { id, endpoint };
    this.#pending.add(pending);
    this.#bytes += bytes;
    pending.handle = this.#port.submit(urb, (result) => {
      this.#pending.delete(pending);
      this.#bytes -= bytes;
      done(result);
    });
  }

  /** Takes back what has this id; it is answered as cancelled. */
  cancel(id: bigint): void {
    for (const pending of [...this.#pending]) if (pending.id === id) pending.handle?.cancel();
  }

  /** Takes back what is under way on these endpoints. */
  cancelOn(endpoints: readonly number[]): void {
    for (const pending of [...this.#pending]) {
      if (endpoints.includes(pending.endpoint)) pending.handle?.cancel();
    }
  }

  #transferOf(address: number): EndpointDescriptor['transfer'] | undefined {
    return this.#endpoints.find((one) => one.address === address)?.transfer;
  }
}

/** @param setup bmRequestType, bRequest, wValue, wIndex, wLength. */
export function controlUrb(
  [type, request, value, index, length]: readonly [number, number, number, number, number],
  data: Uint8Array,
): Urb {
  const words = [value, index, length].flatMap((word) => [word & 0xff, word >>> 8]);
  return { endpoint: 0, setup: Uint8Array.of(type, request, ...words), data, length };
}
