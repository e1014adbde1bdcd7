import { afterEach, beforeEach, expect } from 'vitest';
import type { CustomerCard } from '../../../../host/bank/domain/customer-card.ts';
import { SENTENCES, type SentenceId } from '../../../../host/bank/domain/sentences.ts';
import {
  codeAt,
  CONFIRMATION,
  delivered,
  opened,
  seedOf,
  wrongCode,
  type testBank,
} from '../store/support.ts';
import { toMain, type Visitor, type WebBank, webBank } from './support.ts';

/** The fob that was delivered to the contract. */
export const SERIAL = 'SKTH00000001';

/** A bank with one contract and its fob, anew for each test of the file. */
export class OpenedBank {
  #web: WebBank | undefined;
  #card: CustomerCard | undefined;

  constructor() {
    beforeEach(() => this.open());
    afterEach(() => this.close());
  }

  async open(options?: Parameters<typeof testBank>[0]): Promise<void> {
    this.#web = await webBank(options);
    this.#card = await opened(this.#web.bank);
    await delivered(this.#web.bank, SERIAL);
  }

  /** No page may have thrown. */
  async close(): Promise<void> {
    expect(this.web.failures).toEqual([]);
    await this.web.close();
  }

  get web(): WebBank {
    if (this.#web === undefined) throw new Error('no test runs');
    return this.#web;
  }

  get card(): CustomerCard {
    if (this.#card === undefined) throw new Error('no test runs');
    return this.#card;
  }

  /** What the fob shows now. */
  code(): string {
    return codeAt(seedOf(SERIAL), this.web.clock.ms);
  }

  wrongCode(): string {
    return wrongCode(seedOf(SERIAL), this.web.clock.ms);
  }

  /** What one fills in to register the fob. */
  form(): Record<'serial' | 'code' | 'confirmation', string> {
    return { serial: SERIAL, code: this.code(), confirmation: CONFIRMATION };
  }

  /** The administrator, who has begun the use: at 利用登録. */
  async started(mode = 'same'): Promise<Visitor> {
    const visitor = this.web.visitor();
    await toMain(visitor, this.card);
    await visitor.open('/admin/otp/start');
    await visitor.send({ mode });
    return visitor;
  }

  /** The administrator, who has registered the fob for all. */
  async registered(): Promise<Visitor> {
    const visitor = await this.started();
    await visitor.send(this.form());
    return visitor;
  }
}

/** Says the sentence, and beside the field that it is about. */
export function says({ seen }: Visitor, sentence: SentenceId, field?: string): void {
  const { ja } = SENTENCES[sentence];
  expect(seen.text).toContain(ja);
  if (field === undefined) return;
  expect(seen.html).toMatch(new RegExp(`id="${field}-error">\\s*${ja.slice(0, 12)}`));
}
