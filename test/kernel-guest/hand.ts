import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';

/** What a script in the guest may ask to be done on the host: words in, words out. */
export type Orders = Readonly<Record<string, (...words: string[]) => string>>;

/**
 * The host's hand at the fobs that a guest has attached: a script in the guest asks for what only
 * the one who holds the fob can do. One line an order and one an answer, on a port of its own.
 */
export class Hand {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(orders: Orders): Promise<Hand> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      createInterface({ input: socket }).on('line', (line) => {
        socket.write(`${answer(orders, line)}\n`);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new Hand(server);
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the hand is closed');
    return address.port;
  }

  close(): void {
    this.#server.close();
  }
}

function answer(orders: Orders, line: string): string {
  const [name = '', ...words] = JSON.parse(line) as string[];
  try {
    return JSON.stringify({ ok: orders[name]?.(...words) ?? `no order ${name}` });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}
