import type { ReplayDevice } from '@fobkit/client';
import type { WireEnd } from '@fobkit/firmware-sim';
import {
  openPtyPlug,
  openTcpPlug,
  type Plug,
  type Pluggable,
  type TcpPlugOptions,
} from '@fobkit/firmware-sim/plug';
import { encodeSerialFrame, SerialFrameParser } from '@fobkit/protocol';

export type ReplayPlace = { readonly kind: 'pty' } | ({ readonly kind: 'tcp' } & TcpPlugOptions);

/**
 * Puts the fob of a capture on a plug, where any host finds it. `onSaid` is called after each
 * message of the host, once its answers are sent. Rejects when the place is taken.
 */
export async function openReplayPlug(
  device: ReplayDevice,
  place: ReplayPlace,
  onSaid: () => void,
): Promise<Plug> {
  const fob: Pluggable = { plugIn: () => new ReplayWire(device, onSaid) };
  return place.kind === 'pty' ? openPtyPlug(fob) : openTcpPlug(fob, place);
}

class ReplayWire implements WireEnd {
  readonly id = 1;
  readonly #device: ReplayDevice;
  readonly #onSaid: () => void;
  readonly #parser = new SerialFrameParser();
  readonly #bytes = new Set<(bytes: Uint8Array) => void>();
  readonly #unplugged = new Set<() => void>();
  #plugged = true;

  constructor(device: ReplayDevice, onSaid: () => void) {
    this.#device = device;
    this.#onSaid = onSaid;
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  write(bytes: Uint8Array): void {
    if (!this.#plugged) return;
    for (const event of this.#parser.push(bytes)) {
      if (event.type !== 'frame') continue;
      for (const reply of this.#device.receive(event.payload)) {
        const frame = encodeSerialFrame(reply);
        for (const listener of [...this.#bytes]) listener(frame);
      }
      this.#onSaid();
    }
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#bytes.add(listener);
    return () => this.#bytes.delete(listener);
  }

  onUnplugged(listener: () => void): () => void {
    this.#unplugged.add(listener);
    return () => this.#unplugged.delete(listener);
  }

  hangUp(): void {
    this.#parser.reset();
  }

  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    for (const listener of [...this.#unplugged]) listener();
  }
}
