import type { WebUsbConfiguration, WebUsbDevice } from '../../../../host/client/usb/web-usb.ts';

interface Read {
  readonly endpoint: number;
  readonly length: number;
  readonly timeoutMs: number | undefined;
}

type ReadResult = Awaited<ReturnType<WebUsbDevice['transferIn']>>;

interface InterfaceOutline {
  readonly number: number;
  readonly class: number;
  /** `bulk in 4` */
  readonly endpoints: readonly string[];
}

const USUAL: readonly InterfaceOutline[] = [
  { number: 3, class: 0xff, endpoints: ['bulk in 4', 'bulk out 4'] },
];

/** A USB device whose every answer the test decides. */
export class ToyUsbDevice implements WebUsbDevice {
  readonly vendorId = 0x1209;
  readonly productId = 0xf0b1;
  readonly serialNumber = 'f0b1000000000001';
  /** What was done to it, in words. */
  readonly did: string[] = [];
  readonly reads: Read[] = [];
  alwaysHalted = false;
  holdWrites = false;
  /** As with npm `usb`: a read under way ends by its time-out alone. */
  readsOn = false;
  /** As npm `usb`: nobody releases or closes it while it reads. */
  borrowed = false;
  mostWrites = 0;
  #configuration: WebUsbConfiguration | null | undefined | Error;
  #pendingRead: PromiseWithResolvers<ReadResult> | undefined;
  #nextWrite: (() => Promise<{ status?: string }>) | undefined;
  #heldWrites: (() => void)[] = [];
  #writes = 0;
  #stall: 'status' | 'error' = 'status';
  readonly #refusals = new Map<string, Error>();

  constructor() {
    this.describe(USUAL);
  }

  get configuration(): WebUsbConfiguration | null | undefined {
    if (this.#configuration instanceof Error) throw this.#configuration;
    return this.#configuration;
  }

  /** Reads that wait for a packet. */
  get reading(): number {
    return this.#pendingRead === undefined ? 0 : 1;
  }

  describe(interfaces: readonly InterfaceOutline[]): void {
    this.#configuration = {
      interfaces: interfaces.map((one) => ({
        interfaceNumber: one.number,
        alternate: {
          interfaceClass: one.class,
          endpoints: one.endpoints.map((text) => {
            const [type = '', direction = '', number = ''] = text.split(' ');
            const side = direction === 'in' ? 'in' : 'out';
            return { type, direction: side, endpointNumber: Number(number), packetSize: 64 };
          }),
        },
      })),
    };
  }

  configurationIs(configuration: null | undefined | Error): void {
    this.#configuration = configuration;
  }

  stallsAs(how: 'status' | 'error'): void {
    this.#stall = how;
  }

  refuse(what: 'open' | 'claim', error: Error): void {
    this.#refusals.set(what, error);
  }

  /** Gives a packet to the read that waits. */
  async send(...bytes: readonly number[]): Promise<void> {
    await this.#answer({ status: 'ok', data: new DataView(Uint8Array.from(bytes).buffer) });
  }

  async halt(_direction: 'in'): Promise<void> {
    if (this.#stall === 'error') await this.fail('transferIn error: Stall');
    else await this.#answer({ status: 'stall' });
  }

  async fail(message: string): Promise<void> {
    const read = await this.#taken();
    read.reject(new Error(message));
    await settle();
  }

  haltNextWrite(): void {
    const fails = this.#stall === 'error';
    this.#nextWrite = () =>
      fails
        ? Promise.reject(new Error('transferOut error: Stall'))
        : Promise.resolve({ status: 'stall' });
  }

  failNextWrite(message: string): void {
    this.#nextWrite = () => Promise.reject(new Error(message));
  }

  /** Lets the write that is held go. */
  async letWrite(): Promise<void> {
    await settle();
    this.#heldWrites.shift()?.();
    await settle();
  }

  async open(): Promise<void> {
    await this.#do('open', 'open');
  }

  close(): Promise<void> {
    this.#checkBorrowed();
    this.did.push('close');
    this.#abort();
    return Promise.resolve();
  }

  async selectConfiguration(value: number): Promise<void> {
    await this.#do(`select ${String(value)}`, 'select');
    this.describe(USUAL);
  }

  async claimInterface(number: number): Promise<void> {
    await this.#do(`claim ${String(number)}`, 'claim');
  }

  releaseInterface(): Promise<void> {
    this.#checkBorrowed();
    this.#abort();
    return Promise.resolve();
  }

  async clearHalt(direction: 'in' | 'out', endpoint: number): Promise<void> {
    await this.#do(`clear ${direction} ${String(endpoint)}`, 'clear');
  }

  transferIn(endpoint: number, length: number, timeoutMs?: number): Promise<ReadResult> {
    this.reads.push({ endpoint, length, timeoutMs });
    if (this.alwaysHalted) return Promise.resolve({ status: 'stall' });
    if (this.#pendingRead !== undefined) throw new Error('endpoint not found');
    this.#pendingRead = Promise.withResolvers();
    return this.#pendingRead.promise;
  }

  async transferOut(endpoint: number, data: Uint8Array): Promise<{ status?: string }> {
    this.did.push(`out ${String(endpoint)}: ${Buffer.from(data).toString('hex')}`);
    this.mostWrites = Math.max(this.mostWrites, ++this.#writes);
    try {
      const next = this.#nextWrite;
      this.#nextWrite = undefined;
      if (next !== undefined) return await next();
      if (this.holdWrites) await this.#held();
      return { status: 'ok' };
    } finally {
      this.#writes--;
    }
  }

  #held(): Promise<void> {
    return new Promise((resolve) => {
      this.#heldWrites.push(resolve);
    });
  }

  async #do(what: string, kind: string): Promise<void> {
    this.did.push(what);
    await Promise.resolve();
    const refusal = this.#refusals.get(kind);
    if (refusal !== undefined) throw refusal;
  }

  async #answer(result: ReadResult): Promise<void> {
    (await this.#taken()).resolve(result);
    await settle();
  }

  async #taken(): Promise<PromiseWithResolvers<ReadResult>> {
    await settle();
    const read = this.#pendingRead;
    if (read === undefined) throw new Error('nobody reads');
    this.#pendingRead = undefined;
    return read;
  }

  #checkBorrowed(): void {
    if (!this.borrowed || this.reading === 0) return;
    throw new Error(
      'The same native value cannot be borrowed mutably while another borrow is active',
    );
  }

  #abort(): void {
    if (this.readsOn) return;
    const read = this.#pendingRead;
    this.#pendingRead = undefined;
    read?.reject(new DOMException('The transfer was cancelled.', 'AbortError'));
  }
}

/** Lets what is under way come to rest. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
