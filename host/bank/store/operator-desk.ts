import { reportCall } from '../domain/accident.ts';
import type { OperatorActor, StaffActor } from '../domain/actor.ts';
import type { ImportedToken, NewContract, NewUser, OperatorDesk } from '../domain/bank.ts';
import type { ContractList, ContractPage } from '../domain/contract-page.ts';
import type { CustomerCard } from '../domain/customer-card.ts';
import type { Books, Decision } from '../domain/decision.ts';
import { arrive, dispatch, scrap } from '../domain/delivery.ts';
import type { PaperForm } from '../domain/forms.ts';
import { isContractId } from '../domain/ids.ts';
import type { Reply } from '../domain/reply.ts';
import type { AccidentReason } from '../domain/token.ts';
import { takeSerial } from '../domain/typed-text.ts';
import type { ContractView, EndingToken, TokenView } from '../domain/views.ts';
import { staffName } from './access.ts';
import { openBooks } from './bank-books.ts';
import { inCommand } from './command.ts';
import { tokenView } from './contract-views.ts';
import { Contracts } from './contracts.ts';
import { endingTokens } from './ending.ts';
import { type Imported, importTokens } from './import-tokens.ts';
import { takeForm } from './paper.ts';
import type { BankParts } from './parts.ts';
import { scrapStock } from './scrap-stock.ts';

/** The desk of the branch. */
export class OperatorBank implements OperatorDesk {
  readonly #parts: BankParts;
  readonly #contracts: Contracts;

  constructor(parts: BankParts) {
    this.#parts = parts;
    this.#contracts = new Contracts(parts);
  }

  openContract(
    actor: StaffActor,
    contract: NewContract,
  ): Promise<Reply<{ readonly card: CustomerCard }>> {
    return this.#contracts.open(actor, contract);
  }

  addUser(actor: StaffActor, contractId: string, user: NewUser): Promise<Reply> {
    return this.#contracts.addUser(actor, contractId, user);
  }

  card(actor: StaffActor, contractId: string): Promise<Reply<{ readonly card: CustomerCard }>> {
    return this.#contracts.card(actor, contractId);
  }

  contracts(_actor: StaffActor, page: ContractPage): Promise<ContractList> {
    return this.#contracts.list(page);
  }

  contract(_actor: StaffActor, contractId: string): Promise<ContractView | undefined> {
    return this.#contracts.find(contractId);
  }

  async tokens(_actor: StaffActor, contractId?: string): Promise<readonly TokenView[]> {
    if (contractId !== undefined && !isContractId(contractId)) return [];
    const rows = await this.#parts.database.read
      .selectFrom('token')
      .selectAll()
      .$if(contractId !== undefined, (query) => query.where('contract_id', '=', contractId ?? ''))
      .orderBy('serial')
      .execute();
    return rows.map(tokenView);
  }

  async token(_actor: StaffActor, serial: string): Promise<TokenView | undefined> {
    const key = takeSerial(serial)?.text;
    if (key === undefined) return undefined;
    const row = await this.#parts.database.read
      .selectFrom('token')
      .selectAll()
      .where('serial_key', '=', key)
      .executeTakeFirst();
    return row === undefined ? undefined : tokenView(row);
  }

  importTokens(actor: StaffActor, tokens: readonly ImportedToken[]): Promise<Imported> {
    return importTokens(this.#parts, actor, tokens);
  }

  takeForm(actor: OperatorActor, form: PaperForm): Promise<Reply<{ readonly serial?: string }>> {
    return takeForm(this.#parts, actor, form);
  }

  dispatch(actor: OperatorActor, serial: string): Promise<Reply> {
    return this.#ofToken(actor, serial, dispatch);
  }

  arrive(actor: OperatorActor, serial: string): Promise<Reply> {
    return this.#ofToken(actor, serial, arrive);
  }

  async scrap(actor: OperatorActor, serial: string, why: string): Promise<Reply> {
    if (why.trim() === '') return { outcome: 'refused', sentence: 'reason-wanted' };
    const stock = await scrapStock(this.#parts, actor, serial, why);
    return stock ?? (await this.#ofToken(actor, serial, (books, key) => scrap(books, key, why)));
  }

  reportCall(
    actor: OperatorActor,
    call: { readonly serial: string; readonly reason: AccidentReason; readonly remark?: string },
  ): Promise<Reply> {
    return this.#ofToken(actor, call.serial, (books, key, now) =>
      reportCall(books, key, { reason: call.reason, remark: call.remark ?? '' }, now),
    );
  }

  ending(_actor: StaffActor, withinDays: number): Promise<readonly EndingToken[]> {
    return endingTokens(this.#parts, withinDays);
  }

  /** What is decided in the books of the contract that has the token. */
  async #ofToken(
    actor: OperatorActor,
    serial: string,
    rule: (books: Books, serialKey: string, now: number) => Decision,
  ): Promise<Reply> {
    const parts = this.#parts;
    const key = takeSerial(serial)?.text;
    if (key === undefined) return { outcome: 'refused', sentence: 'serial-form' };
    return await inCommand(parts, async (command): Promise<Reply> => {
      const token = await command.db
        .selectFrom('token')
        .select('contract_id')
        .where('serial_key', '=', key)
        .executeTakeFirst();
      if (token === undefined) return { outcome: 'refused', sentence: 'token-unknown' };
      if (token.contract_id === null) return { outcome: 'refused', sentence: 'token-state' };
      // A token that has a contract keeps it, so that nothing has changed until the contract is locked.
      const books = await openBooks(parts, command.db, token.contract_id);
      if (books === undefined) return { outcome: 'refused', sentence: 'token-unknown' };
      return await command.carryOut(books, rule(books, key, command.now), staffName(actor));
    });
  }
}
