import type {
  BindingInterface,
  BindingPortInterface,
  OpenOptions,
  PortInfo,
} from '@serialport/bindings-cpp';

interface Waiting {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly length: number;
  resolve(result: { buffer: Buffer; bytesRead: number }): void;
  reject(error: Error): void;
}

/** A port in memory that echoes, for serialport's stream. */
export class EchoPort implements BindingPortInterface {
  readonly openOptions: Required<OpenOptions>;
  isOpen = true;
  #held: number[] = [];
  #gone = false;
  #waiting: Waiting | undefined;

  constructor(openOptions: Required<OpenOptions>) {
    this.openOptions = openOptions;
  }

  read(
    buffer: Buffer,
    offset: number,
    length: number,
  ): Promise<{ buffer: Buffer; bytesRead: number }> {
    return new Promise((resolve, reject) => {
      this.#waiting = { buffer, offset, length, resolve, reject };
      this.#serve();
    });
  }

  write(buffer: Buffer): Promise<void> {
    this.#held.push(...buffer);
    this.#serve();
    return Promise.resolve();
  }

  /** Pulls the plug: the read under way fails as on a tty whose device left. */
  unplug(): void {
    this.#gone = true;
    this.#serve();
  }

  close(): Promise<void> {
    this.isOpen = false;
    this.#waiting?.reject(Object.assign(new Error('Canceled'), { canceled: true }));
    return Promise.resolve();
  }

  update = (): Promise<void> => Promise.resolve();
  flush = (): Promise<void> => Promise.resolve();
  drain = (): Promise<void> => Promise.resolve();
  getBaudRate = (): Promise<{ baudRate: number }> => Promise.resolve({ baudRate: 115_200 });
  set = (): Promise<void> => Promise.reject(new Error('Inappropriate ioctl for device'));
  get = (): Promise<never> => Promise.reject(new Error('Inappropriate ioctl for device'));

  #serve(): void {
    const waiting = this.#waiting;
    if (this.#gone) waiting?.reject(new Error('bad file descriptor'));
    if (waiting === undefined || this.#held.length === 0) return;
    const bytes = this.#held.splice(0, waiting.length);
    waiting.buffer.set(bytes, waiting.offset);
    this.#waiting = undefined;
    waiting.resolve({ buffer: waiting.buffer, bytesRead: bytes.length });
  }
}

/** A binding of serialport without an operating system under it. */
export class MemoryBinding implements BindingInterface {
  readonly ports: EchoPort[] = [];
  listed: PortInfo[] | Error = [];
  refusal: Error | undefined;

  list(): Promise<PortInfo[]> {
    return this.listed instanceof Error
      ? Promise.reject(this.listed)
      : Promise.resolve(this.listed);
  }

  open(options: OpenOptions): Promise<EchoPort> {
    if (this.refusal !== undefined) return Promise.reject(this.refusal);
    const defaults = { dataBits: 8, lock: true, stopBits: 1, parity: 'none' } as const;
    const flow = { rtscts: false, xon: false, xoff: false, xany: false, hupcl: true };
    const port = new EchoPort({ ...defaults, ...flow, ...options });
    this.ports.push(port);
    return Promise.resolve(port);
  }
}
