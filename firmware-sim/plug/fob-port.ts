import type {
  BindingPortInterface,
  BindingsErrorInterface,
  OpenOptions,
  PortStatus,
  SetOptions,
  UpdateOptions,
} from '@serialport/bindings-interface' with { 'resolution-mode': 'require' };
import type { FobTty } from './fob-tty.ts';

const DEFAULTS = {
  dataBits: 8,
  lock: true,
  stopBits: 1,
  parity: 'none',
  rtscts: false,
  xon: false,
  xoff: false,
  xany: false,
  hupcl: true,
} as const;

/** Ends a read or write under way because the host closed the port. */
class CanceledError extends Error implements BindingsErrorInterface {
  readonly canceled = true;
}

/** One opened port of a `FobBinding`. */
export class FobPort implements BindingPortInterface {
  readonly openOptions: Required<OpenOptions>;
  readonly #tty: FobTty;
  #state: 'open' | 'closed' | 'lost' = 'open';
  #baudRate: number;
  #writing: Promise<void> = Promise.resolve();
  readonly #user = {
    lost: (): void => {
      this.#state = 'lost';
    },
  };

  private constructor(tty: FobTty, options: OpenOptions) {
    this.#tty = tty;
    this.openOptions = { ...DEFAULTS, ...options };
    this.#baudRate = options.baudRate;
  }

  /** Opens the port. @throws Error when it is locked. */
  static open(tty: FobTty, options: OpenOptions): FobPort {
    const port = new FobPort(tty, options);
    if (!tty.enter(port.#user, port.openOptions.lock)) {
      throw new Error('Error Resource temporarily unavailable Cannot lock port');
    }
    return port;
  }

  /** A port whose fob left stays open until it is closed, as a file descriptor does. */
  get isOpen(): boolean {
    return this.#state !== 'closed';
  }

  async close(): Promise<void> {
    await this.#checkOpen();
    this.#state = 'closed';
    this.#tty.leave(this.#user);
  }

  async read(
    buffer: Buffer,
    offset: number,
    length: number,
  ): Promise<{ buffer: Buffer; bytesRead: number }> {
    await this.#checkOpen();
    if (buffer.length < offset + length) throw new Error('buffer is too small');
    for (;;) {
      this.#checkThere();
      const bytesRead = this.#tty.take(buffer, offset, length);
      if (bytesRead > 0 || length === 0) return { buffer, bytesRead };
      await this.#tty.changed();
    }
  }

  async write(buffer: Buffer): Promise<void> {
    await this.#checkOpen();
    this.#writing = this.#deliver(Uint8Array.from(buffer));
    await this.#writing;
  }

  async update(options: UpdateOptions): Promise<void> {
    await this.#checkOpen();
    if (!Number.isFinite(options.baudRate) || options.baudRate <= 0) {
      throw new TypeError('"options.baudRate" is not a number');
    }
    this.#baudRate = options.baudRate;
  }

  /** Takes every modem line; the fob has none to follow them with. */
  async set(_options: SetOptions): Promise<void> {
    await this.#checkOpen();
  }

  /** What Linux' cdc-acm driver tells of a fob. */
  async get(): Promise<PortStatus> {
    await this.#checkOpen();
    return { cts: true, dsr: false, dcd: false };
  }

  async getBaudRate(): Promise<{ baudRate: number }> {
    await this.#checkOpen();
    return { baudRate: this.#baudRate };
  }

  async flush(): Promise<void> {
    await this.#checkOpen();
    this.#tty.discard();
  }

  async drain(): Promise<void> {
    await this.#checkOpen();
    await this.#writing;
  }

  /** Waits for room first: a host that writes and never reads comes to a stand. */
  async #deliver(bytes: Uint8Array): Promise<void> {
    for (;;) {
      this.#checkThere();
      if (!this.#tty.full) break;
      await this.#tty.changed();
    }
    this.#tty.write(bytes);
    this.#checkThere();
  }

  async #checkOpen(): Promise<void> {
    await Promise.resolve();
    if (this.#state === 'closed') throw new Error('Port is not open');
  }

  #checkThere(): void {
    if (this.#state === 'closed') throw new CanceledError('Canceled');
    if (this.#state === 'lost') throw new Error('bad file descriptor');
  }
}
