import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** A browser without scripts, at an address of this machine's own, that has found `origin` there. */
export class VisitorFrom {
  readonly #origin: URL;
  readonly #agent: Agent;
  readonly #cookies = new Map<string, string>();

  /** `address`: any of 127.0.0.0/8. */
  constructor(origin: string, address: string, certificate: string) {
    this.#origin = new URL(origin);
    this.#agent = new Agent({
      keepAlive: true,
      localAddress: address,
      servername: this.#origin.hostname,
      ca: certificate,
    });
  }

  /** The answer with its body to come. */
  async open(path: string, headers: Headers = {}, form?: string): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const method = form === undefined ? 'GET' : 'POST';
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { host: this.#origin.host, cookie, ...headers };
    const { port } = this.#origin;
    request({ host: '127.0.0.1', port, path, method, headers: all, agent: this.#agent }, resolve)
      .on('error', reject)
      .end(form);
    const answer = await promise;
    for (const set of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  async get(path: string, headers?: Headers): Promise<Answer> {
    return await whole(await this.open(path, headers));
  }

  /** The form of a page, sent as by that page, with what stands in its hidden fields. */
  async send(path: string, fields: Headers, headers: Headers = {}): Promise<Answer> {
    const page = await this.get(path);
    const hidden = [...page.text.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)];
    const known = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    const form = new URLSearchParams({ ...known, ...fields }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const by = { origin: this.#origin.origin, ...type, ...headers };
    return await whole(await this.open(path, by, form));
  }

  leave(): void {
    this.#agent.destroy();
  }
}

async function whole(answer: IncomingMessage): Promise<Answer> {
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text: await text(answer),
  };
}
