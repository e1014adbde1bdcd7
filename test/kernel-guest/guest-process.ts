import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { type KernelRecord, parseKernelRecord } from './kernel-log.ts';
import { MarkedOutput } from './marked-output.ts';
import { FIRST_DESCRIPTOR, GUEST_PORTS } from './qemu.ts';

/** How a step ended. */
export interface Step {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
  /** What the kernel wrote meanwhile. */
  readonly kernelLog: readonly KernelRecord[];
}

export interface Watch {
  /** After that time the guest is ended. */
  readonly seconds: number;
  /** Is told each line of the output as it comes. */
  readonly onLine?: ((line: string) => void) | undefined;
}

type Port = (typeof GUEST_PORTS)[number];

const SHOWN_CHARACTERS = 4000;

/** A QEMU whose guest runs image/init.sh: it takes shell scripts, one at a time. */
export class GuestProcess {
  readonly #qemu: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #ports: Readonly<Record<Port, MarkedOutput>> = {
    orders: new MarkedOutput(),
    output: new MarkedOutput(),
    errors: new MarkedOutput(),
    kernelLog: new MarkedOutput(),
    presence: new MarkedOutput(),
  };
  #console = '';

  constructor(program: string, args: readonly string[], furtherSockets: number) {
    const sockets = Array.from(
      { length: GUEST_PORTS.length + furtherSockets },
      () => 'pipe' as const,
    );
    this.#qemu = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', ...sockets] });
    this.#ended = once(this.#qemu, 'close').then(
      ([code, signal]) => `QEMU ended with ${String(code ?? signal)}`,
      (error: unknown) => `QEMU did not start: ${String(error)}`,
    );
    GUEST_PORTS.forEach((name, index) => {
      const port = this.#socket(index).setEncoding('utf8');
      port.write('the host is there\n');
      port.on('data', (text: string) => {
        this.#ports[name].push(text);
      });
    });
    for (const stream of [this.#qemu.stdout, this.#qemu.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#console += text;
      });
    }
  }

  /** The socket, after those of the guest's ports, that QEMU has the other end of. */
  furtherSocket(index: number): Duplex {
    return this.#socket(GUEST_PORTS.length + index);
  }

  /** Resolves when the guest takes scripts. */
  async ready(seconds: number): Promise<void> {
    await this.#within(seconds, 'the guest did not come up', this.#ports.orders.until('ready'));
  }

  /** Runs a script of the guest's own shell, as its process 1 sees the guest. */
  async run(script: string, { seconds, onLine }: Watch): Promise<Step> {
    const mark = randomBytes(16).toString('hex');
    const { orders, output, errors, kernelLog } = this.#ports;
    output.onLine = onLine;
    const ports = [orders, output, errors, kernelLog].map((port) => port.until(mark));
    const encoded = Buffer.from(script).toString('base64');
    this.#socket(0).write(`${mark} ${encoded}\n`);
    const [ending = [], ...texts] = await this.#within(seconds, 'a step', Promise.all(ports));
    const [outputLines = [], errorLines = [], kernelLines = []] = texts;
    return {
      status: Number.parseInt(ending.at(-1) ?? '', 10),
      output: outputLines.slice(0, -1).join('\n'),
      errors: errorLines.slice(0, -1).join('\n'),
      kernelLog: kernelLines.slice(0, -1).flatMap((line) => parseKernelRecord(line) ?? []),
    };
  }

  /** Ends the guest at once; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#qemu.kill('SIGKILL');
    await this.#ended;
  }

  async #within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(() => {
      resolve(`not done in ${String(seconds)} s`);
    }, seconds * 1000);
    try {
      const outcome = await Promise.race([
        promise.then((value) => ({ value })),
        Promise.race([late, this.#ended]).then((reason) => ({ reason })),
      ]);
      if ('value' in outcome) return outcome.value;
      await this.stop();
      throw new Error(this.#report(`${what}: ${outcome.reason}`));
    } finally {
      clearTimeout(timer);
    }
  }

  #report(what: string): string {
    const { output, errors, kernelLog } = this.#ports;
    const parts = {
      console: this.#console,
      output: output.pending,
      errors: errors.pending,
      'kernel log': kernelLog.pending,
    };
    const shown = Object.entries(parts).map(
      ([name, text]) => `--- ${name}, its end:\n${text.slice(-SHOWN_CHARACTERS)}`,
    );
    return [what, ...shown].join('\n');
  }

  #socket(index: number): Duplex {
    const stream = this.#qemu.stdio[FIRST_DESCRIPTOR + index];
    if (!(stream instanceof Duplex)) throw new Error('QEMU has no such socket');
    // What matters of it is that QEMU has ended, which is told elsewhere.
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
    return stream;
  }
}
