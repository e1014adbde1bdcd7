import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Of a printer that is ready, as in the ZPL II Programming Guide's tables of ~HS. */
export const READY = [
  '030,0,0,1245,000,0,0,0,000,0,0,0',
  '000,0,0,0,0,2,6,0,00000000,1,000',
  '1234,0',
] as const;

export const PAPER_OUT = [READY[0].replace('030,0,', '030,1,'), READY[1], READY[2]] as const;

export const answer = (lines: readonly string[]): string =>
  lines.map((line) => `\u0002${line}\u0003\r\n`).join('');

/** What a fake printer does with what it hears: all of it, and the newest. */
export type Behaviour = (socket: Socket, heard: string, chunk: string) => void;

/** A printer on a port of this machine. */
export class FakePrinter {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Of each connection, what came. */
  readonly heard: string[] = [];

  private constructor(behave: Behaviour) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      const index = this.heard.push('') - 1;
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('end', () => socket.end());
      socket.on('data', (bytes) => {
        const chunk = bytes.toString('latin1');
        this.heard[index] = (this.heard[index] ?? '') + chunk;
        behave(socket, this.heard[index], chunk);
      });
    });
  }

  static async open(behave: Behaviour): Promise<FakePrinter> {
    const printer = new FakePrinter(behave);
    printer.#server.listen(0, '127.0.0.1');
    await once(printer.#server, 'listening');
    return printer;
  }

  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `tcp://127.0.0.1:${String(port)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers each ~HS, the n-th with the n-th of the states, the last of them from then on. */
export function telling(...states: readonly (readonly string[])[]): Behaviour {
  let asked = 0;
  return (socket, _heard, chunk) => {
    for (let count = chunk.split('~HS').length - 1; count > 0; count--) {
      const state = states[Math.min(asked++, states.length - 1)] ?? READY;
      socket.write(answer(state));
    }
  };
}
