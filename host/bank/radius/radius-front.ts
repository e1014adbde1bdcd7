import type { HostClock } from '@fobkit/client';
import { TokenBuckets, type BucketRate } from '../web/token-buckets.ts';
import { Challenges } from './challenges.ts';
import type { RadiusClient, RadiusClients } from './clients.ts';
import {
  newCounters,
  type RadiusAnswer,
  type RadiusCounters,
  type RadiusDrop,
} from './counters.ts';
import { readCredentials } from './credentials.ts';
import { decide } from './decide.ts';
import { Duplicates } from './duplicates.ts';
import { checkMessageAuthenticator } from './message-authenticator.ts';
import {
  RADIUS_ATTRIBUTES,
  RADIUS_CODES,
  type RadiusPacket,
  readPacket,
  valuesOf,
} from './packet.ts';
import type { RadiusBank } from './radius-bank.ts';
import { encodeReply, type RadiusReply, type ReplyCode } from './reply.ts';

export interface RadiusFrontOptions {
  readonly bank: RadiusBank;
  readonly clients: RadiusClients;
  readonly clock: HostClock;
  /** Datagrams of one client; 200 at once and 100 a second if absent. */
  readonly rate?: BucketRate;
  /** Told of a datagram that got no answer. Never holds what was in it. */
  readonly onDrop?: (drop: RadiusDrop, client?: string) => void;
  /** Told why the bank could not judge. */
  readonly onFailure?: (error: unknown) => void;
}

export interface RadiusSource {
  readonly address: string;
  readonly port: number;
}

const RATE: BucketRate = { burst: 200, perSecond: 100 };
const MOST_PROXY_STATE = 3072;
const ANSWERS = {
  'Access-Accept': 'accept',
  'Access-Reject': 'reject',
  'Access-Challenge': 'challenge',
} as const satisfies Record<ReplyCode, RadiusAnswer>;

/** Answers datagrams (RFC 2865, RFC 5997). What is not proven to be a client's gets no answer. */
export class RadiusFront {
  readonly #bank: RadiusBank;
  readonly #clients: RadiusClients;
  readonly #buckets: TokenBuckets;
  readonly #duplicates: Duplicates;
  readonly #challenges: Challenges;
  readonly #counters = newCounters();
  readonly #onDrop: NonNullable<RadiusFrontOptions['onDrop']>;
  readonly #onFailure: NonNullable<RadiusFrontOptions['onFailure']>;

  constructor(options: RadiusFrontOptions) {
    const { clock, rate = RATE } = options;
    this.#bank = options.bank;
    this.#clients = options.clients;
    this.#buckets = new TokenBuckets(clock, rate);
    this.#duplicates = new Duplicates(clock);
    this.#challenges = new Challenges(clock);
    this.#onDrop = options.onDrop ?? (() => undefined);
    this.#onFailure = options.onFailure ?? (() => undefined);
  }

  get counters(): RadiusCounters {
    return structuredClone(this.#counters);
  }

  /** The datagram that goes back, if any. Never rejects. */
  async answer(datagram: Uint8Array, source: RadiusSource): Promise<Uint8Array | undefined> {
    this.#counters.received += 1;
    const client = this.#clients.find(source.address);
    if (client === undefined) return this.#drop('unknown-client');
    const request = readPacket(datagram);
    if (request === undefined || !isAnswerable(request)) return this.#drop('malformed', client);
    if (!isAsked(request)) return this.#drop('unsupported-code', client);
    const check = checkMessageAuthenticator(request, client.secret.reveal());
    if (check !== 'right') {
      return this.#drop(
        check === 'absent' ? 'no-message-authenticator' : 'wrong-message-authenticator',
        client,
      );
    }
    // Behind the proof: whoever only writes a client's address on his datagrams uses up nothing of it.
    if (!this.#buckets.take(source.address).ok) return this.#drop('rate', client);
    return this.#once(request, client, `${source.address} ${source.port} ${request.identifier}`);
  }

  /** A datagram could not be sent or never came whole. */
  countSendFailure(): void {
    this.#drop('send-failed');
  }

  async #once(
    request: RadiusPacket,
    client: RadiusClient,
    source: string,
  ): Promise<Uint8Array | undefined> {
    const { bytes, code } = request;
    const judged = code === RADIUS_CODES.accessRequest ? { client: client.name } : {};
    const duplicate = this.#duplicates.look({ source, bytes, ...judged });
    if (duplicate.kind === 'pending' || duplicate.kind === 'replayed') {
      return this.#drop(duplicate.kind, client);
    }
    if (duplicate.kind === 'answered') {
      this.#counters.answered.repeated += 1;
      return duplicate.reply;
    }
    try {
      const reply = await this.#judge(request, client);
      const answer = encodeReply(reply, request, client.secret.reveal());
      duplicate.done(answer);
      const status = code === RADIUS_CODES.statusServer;
      this.#counters.answered[status ? 'status' : ANSWERS[reply.code]] += 1;
      return answer;
    } catch (error) {
      // Without an answer the client asks again, here or at another server.
      duplicate.forget();
      this.#onFailure(error);
      return this.#drop('bank-failed', client);
    }
  }

  async #judge(request: RadiusPacket, client: RadiusClient): Promise<RadiusReply> {
    if (request.code === RADIUS_CODES.statusServer) return { code: 'Access-Accept' };
    const [state] = valuesOf(request, RADIUS_ATTRIBUTES.state);
    const credentials = readCredentials(request, client.secret.reveal());
    const asked = { client, credentials, ...(state === undefined ? {} : { state }) };
    return decide(asked, this.#bank, this.#challenges);
  }

  #drop(drop: RadiusDrop, client?: RadiusClient): Uint8Array | undefined {
    this.#counters.dropped[drop] += 1;
    this.#onDrop(drop, client?.name);
    return undefined;
  }
}

/** The reply carries every Proxy-State back and has 4096 bytes too. */
function isAnswerable(request: RadiusPacket): boolean {
  const states = valuesOf(request, RADIUS_ATTRIBUTES.proxyState);
  return states.reduce((sum, { length }) => sum + 2 + length, 0) <= MOST_PROXY_STATE;
}

function isAsked({ code }: RadiusPacket): boolean {
  return code === RADIUS_CODES.accessRequest || code === RADIUS_CODES.statusServer;
}
