import * as v from 'valibot';
import { ControlError, SimGoneError } from './control-error.ts';

const refusal = v.object({
  error: v.object({ code: v.string(), message: v.string(), field: v.optional(v.string()) }),
});

export interface ControlRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Requests to one control server, with its token. */
export class ControlHttp {
  readonly url: string;
  readonly #token: string;
  readonly #log: () => string | undefined;

  /** `url` is `http://127.0.0.1:PORT`; `log` names what the process said, once it is gone. */
  constructor(url: string, token: string, log: () => string | undefined) {
    this.url = url;
    this.#token = token;
    this.#log = log;
  }

  /** Rejects with `ControlError` when refused, `SimGoneError` when nobody is there. */
  async request(path: string, options: ControlRequest = {}): Promise<Response> {
    const { method = 'GET', body, headers = {}, signal } = options;
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    };
    if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    let response: Response;
    try {
      response = await fetch(new URL(path, this.url), init);
    } catch (error) {
      signal?.throwIfAborted();
      throw new SimGoneError(this.url, { cause: error, log: this.#log() });
    }
    if (!response.ok) throw await refusedBy(response);
    return response;
  }
}

async function refusedBy(response: Response): Promise<ControlError> {
  const { status } = response;
  const told = v.safeParse(refusal, await response.json().catch(() => undefined));
  if (!told.success) return new ControlError(status, 'unknown', `the emulator answered ${status}`);
  const { code, message, field } = told.output.error;
  return new ControlError(status, code, message, field);
}
