import { equalBytes } from '../bytes/equal.ts';
import { WireError } from '../bytes/errors.ts';
import { getInfo } from '../command/get-info.ts';
import type { Purpose } from '../command/otp-fields.ts';
import { sealed } from '../command/sealed.ts';
import { replyEnvelope, requestEnvelope } from '../message/envelope.ts';
import { tryDecode } from '../message/message.ts';
import { maskReply, maskRequest } from './mask-message.ts';

/** Requests under way that are kept in mind; replies to older ones tell nothing. */
const MOST_ASKED = 16;

/**
 * Decides what of the messages of one fob may be written down: codes only while its purpose is
 * known to be test (docs/captures.md [CAP-1]). The purpose is learnt from the replies to
 * GetInfo and forgotten with each sealed request, which may load another seed, unless somebody
 * who knows it is asked. A reply to what was asked before that comes too late to tell.
 */
export class Redactor {
  readonly #ask: (() => Purpose | undefined) | undefined;
  /** Those who watch other links, which may be of the same fob. */
  readonly #others: ReadonlySet<Redactor>;
  #deviceId: Uint8Array | undefined;
  #learnt: Purpose | undefined;
  /** Tags of the requests whose replies tell the purpose. */
  #asked: readonly Uint8Array[] = [];

  /**
   * `ask`: tells the purpose of what is loaded now, as an emulator can. `others`: of the other
   * links of a capture; a fob that is loaded over one of them is another on all.
   */
  constructor(ask?: () => Purpose | undefined, others: ReadonlySet<Redactor> = new Set()) {
    this.#ask = ask;
    this.#others = others;
  }

  /** Whether everything may be told. */
  get reveals(): boolean {
    return (this.#ask === undefined ? this.#learnt : this.#ask()) === 'test';
  }

  /** Another fob may be there now. */
  forget(): void {
    this.#deviceId = undefined;
    this.#forgetPurpose();
  }

  /** What may be written of a request, as many bytes. */
  request(message: Uint8Array): Uint8Array {
    const request = tryDecode(requestEnvelope, message);
    if (request?.command === sealed.code) {
      this.#forgetPurpose();
      for (const other of this.#others) if (this.#isOfSameFob(other)) other.#forgetPurpose();
    }
    if (request?.command === getInfo.code) {
      this.#asked = [...this.#asked, request.tag].slice(-MOST_ASKED);
    }
    return maskRequest(message);
  }

  /** What may be written of a reply, as many bytes; undefined when it cannot be read. */
  reply(message: Uint8Array): Uint8Array | undefined {
    this.#learn(message);
    if (this.reveals) return message;
    try {
      return maskReply(message);
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }

  #learn(message: Uint8Array): void {
    const reply = tryDecode(replyEnvelope, message);
    if (reply?.command !== getInfo.code || reply.status !== 'ok') return;
    if (!this.#asked.some((tag) => equalBytes(tag, reply.tag))) return;
    const info = reply.payload === undefined ? undefined : tryDecode(getInfo.reply, reply.payload);
    this.#deviceId = info?.deviceId;
    this.#learnt = info?.loaded?.purpose;
  }

  #forgetPurpose(): void {
    this.#learnt = undefined;
    this.#asked = [];
  }

  /** Also when it is not known of one of the two which fob it is. */
  #isOfSameFob(other: Redactor): boolean {
    const [mine, its] = [this.#deviceId, other.#deviceId];
    return mine === undefined || its === undefined || equalBytes(mine, its);
  }
}
