import type { WireEnd } from '@fobkit/firmware-sim';
import { encodeSerialFrame, getInfo, PROTOCOL_VERSION, requestEnvelope } from '@fobkit/protocol';
import { blankFob } from '../../support/raw-host.ts';

/** A GetInfo request as it stands on a serial wire. */
export function infoFrame(tag = 1): Uint8Array {
  return encodeSerialFrame(
    requestEnvelope.encode({
      version: PROTOCOL_VERSION,
      command: getInfo.code,
      tag: new Uint8Array(8).fill(tag),
      payload: getInfo.request.encode({}),
    }),
  );
}

/** What a blank fob answers to those frames, one after the other, as it stands on the wire. */
export function answersTo(...frames: readonly Uint8Array[]): Buffer {
  const chunks: Uint8Array[] = [];
  const wire = blankFob().plugIn();
  wire.onBytes((bytes) => chunks.push(bytes));
  for (const frame of frames) wire.write(frame);
  return Buffer.concat(chunks);
}

/** Something on a plug that answers each piece with `size` bytes, however little the host reads. */
export class Spouter {
  readonly #size: number;
  /** Bytes heard. */
  heard = 0;

  constructor(size: number) {
    this.#size = size;
  }

  plugIn(): WireEnd {
    let listener: ((bytes: Uint8Array) => void) | undefined;
    return {
      id: 1,
      plugged: true,
      write: (bytes) => {
        this.heard += bytes.length;
        listener?.(new Uint8Array(this.#size));
      },
      onBytes: (given) => {
        listener = given;
        return () => undefined;
      },
      onUnplugged: () => () => undefined,
      hangUp: () => undefined,
      unplug: () => undefined,
    };
  }
}

/** Resolves when `count()` stood still for many turns of the event loop. */
export async function settled(count: () => number): Promise<number> {
  let last = count();
  for (let still = 0; still < 500; still++) {
    await turn();
    if (count() !== last) still = 0;
    last = count();
  }
  return last;
}

/** Lets the event loop turn once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
