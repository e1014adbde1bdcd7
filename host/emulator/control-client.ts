import { readFileSync } from 'node:fs';
import type { RigFob } from '@fobkit/protocol';
import * as v from 'valibot';
import { SimGoneError } from './control-error.ts';
import { ControlHttp } from './control-http.ts';
import {
  faultKindSchema,
  rigFobSchema,
  type SimEvent,
  type SimFaultKind,
} from './control-views.ts';
import { readEvents } from './event-stream.ts';
import { SimHandle } from './sim-handle.ts';
import { logOf, type SimRecord } from './sim-record.ts';
import { unlessMissing } from './state-folder.ts';

export interface EventOptions {
  /** Only of this fob. */
  readonly deviceId?: string;
  /** Go on after this event, as far as it is kept. */
  readonly after?: string;
  readonly signal?: AbortSignal;
}

/** The control channel of one process of emulated fobs. */
export class ControlClient {
  readonly url: string;
  readonly #http: ControlHttp;

  /** `url` is `http://127.0.0.1:PORT`, the token 64 hex digits. */
  constructor(url: string, token: string, log: () => string | undefined = () => undefined) {
    this.url = url;
    this.#http = new ControlHttp(url, token, log);
  }

  /** With the token that the record leads to. @throws SimGoneError when its file is gone. */
  static ofRecord(record: SimRecord): ControlClient {
    const { control, tokenFile } = record;
    const log = (): string | undefined => logOf(record);
    const token = unlessMissing(() => readFileSync(tokenFile, 'utf8'));
    if (token === undefined) throw new SimGoneError(control, { log: log() });
    return new ControlClient(control, token.trim(), log);
  }

  fob(deviceId: string): SimHandle {
    return new SimHandle(this.#http, deviceId);
  }

  async fobs(): Promise<readonly RigFob[]> {
    const reply = await this.#http.request('/v1/fobs');
    return v.parse(v.array(rigFobSchema), await reply.json());
  }

  /** Every kind of fault there is. */
  async faultKinds(): Promise<readonly SimFaultKind[]> {
    const reply = await this.#http.request('/v1/faults');
    return v.parse(v.array(faultKindSchema), await reply.json());
  }

  /** What happens to the fobs, until the signal aborts or the process ends. */
  async *events(options: EventOptions = {}): AsyncGenerator<SimEvent> {
    const { deviceId, after, signal } = options;
    const query = deviceId === undefined ? '' : `?fob=${deviceId}`;
    const headers = after === undefined ? {} : { 'last-event-id': after };
    const reply = await this.#http.request(`/v1/events${query}`, { headers, signal });
    if (reply.body !== null) yield* readEvents(reply.body);
  }

  /** Ends the process with all its fobs. */
  async shutdown(): Promise<void> {
    await this.#http.request('/v1/shutdown', { method: 'POST' });
  }
}
