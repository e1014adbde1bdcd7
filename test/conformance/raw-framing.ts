import type { Framing } from '@fobkit/client';
import {
  encodeSerialFrame,
  HID_NONCE_SIZE,
  HidCommand,
  HidHost,
  SerialFrameParser,
} from '@fobkit/protocol';

/** How a host without manners puts messages on a link, and finds them in what comes. */
export interface RawFraming {
  /** What is to be sent before the next message; nothing where there is nothing to agree upon. */
  greeting(): readonly Uint8Array[];
  encode(message: Uint8Array): readonly Uint8Array[];
  receive(bytes: Uint8Array): readonly Uint8Array[];
}

/** @param randomBytes For the nonces of INIT. */
export function rawFraming(
  framing: Framing,
  randomBytes: (length: number) => Uint8Array,
): RawFraming {
  return framing === 'hid' ? new RawHid(randomBytes) : new RawSerial();
}

class RawSerial implements RawFraming {
  readonly #parser = new SerialFrameParser();

  greeting(): readonly Uint8Array[] {
    return [];
  }

  encode(message: Uint8Array): readonly Uint8Array[] {
    return [encodeSerialFrame(message)];
  }

  receive(bytes: Uint8Array): readonly Uint8Array[] {
    const events = this.#parser.push(bytes);
    return events.flatMap((event) => (event.type === 'frame' ? [event.payload.slice()] : []));
  }
}

class RawHid implements RawFraming {
  readonly #host = new HidHost();
  readonly #randomBytes: (length: number) => Uint8Array;

  constructor(randomBytes: (length: number) => Uint8Array) {
    this.#randomBytes = randomBytes;
  }

  greeting(): readonly Uint8Array[] {
    return this.#host.ready ? [] : this.#host.open(this.#randomBytes(HID_NONCE_SIZE));
  }

  encode(message: Uint8Array): readonly Uint8Array[] {
    return this.#host.request(HidCommand.Message, message);
  }

  receive(report: Uint8Array): readonly Uint8Array[] {
    const event = this.#host.receive(report);
    return event.type === 'reply' ? [event.payload.slice()] : [];
  }
}
