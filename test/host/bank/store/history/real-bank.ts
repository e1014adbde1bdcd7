import { Secret } from '@fobkit/protocol';
import type { AdministratorActor, UserActor } from '../../../../../host/bank/domain/actor.ts';
import type { CustomerCard } from '../../../../../host/bank/domain/customer-card.ts';
import type { PaperForm } from '../../../../../host/bank/domain/forms.ts';
import type { Reply } from '../../../../../host/bank/domain/reply.ts';
import type { ContractView } from '../../../../../host/bank/domain/views.ts';
import { asahi1303 } from '../../../../../host/bank/policy/presets/shinkin.ts';
import type { Policy } from '../../../../../host/bank/policy/policy.ts';
import type { BankOptions, OpenedBank } from '../../../../../host/bank/store/open-bank.ts';
import {
  administrator,
  CONFIRMATION,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  type TestBank,
  testBank,
  TRANSFER,
  user,
} from '../support.ts';
import { shownCode } from './shown-code.ts';
import { AHEAD, BEHIND, LOCK_AFTER } from './model-codes.ts';
import { LOGIN_LOCK_AFTER } from './model-world.ts';
import { CONTRACTS, FOBS, type Step, type Typed, USERS } from './step.ts';

const NO_IDLE = { afterDays: 100_000, behindSecondsPerDay: 0, aheadSecondsPerDay: 0 };
const WINDOW = { behind: BEHIND, ahead: AHEAD };

/** Small numbers, so that what seldom happens happens often. */
export const policy: Policy = {
  ...asahi1303,
  name: 'history',
  firstUse: WINDOW,
  normal: WINDOW,
  idle: { ...NO_IDLE, limit: WINDOW },
  followsDrift: false,
  lockAfter: LOCK_AFTER,
};

const SOFTWARE = { mode: 'totp', algorithm: 'SHA1', digits: 8, stepSeconds: 30 } as const;
/** As many as the steps have. */
const USER_IDS: readonly string[] = ['tanaka', 'suzuki'].slice(0, USERS);

/** The bank itself, played with the same steps as the model. */
export class RealBank {
  readonly made: TestBank;
  readonly #cards: CustomerCard[] = [];
  readonly #admins: AdministratorActor[] = [];
  readonly #users = new Map<string, UserActor>();
  readonly #serials: string[] = [];
  readonly #run: number;
  readonly #firstId: number;
  readonly #formPrefix: string;
  #forms = 0;

  private constructor(made: TestBank, run: number, formPrefix = `P-${run}-`) {
    this.made = made;
    this.#run = run;
    this.#firstId = 100_000 + run * CONTRACTS;
    this.#formPrefix = formPrefix;
  }

  static async open(run: number, options: Partial<BankOptions> = {}): Promise<RealBank> {
    return await RealBank.in(await RealBank.make(options), run);
  }

  /** A bank by the rules of the model, without anybody in it. */
  static async make(options: Partial<BankOptions> = {}): Promise<TestBank> {
    return await testBank({
      ...options,
      settings: {
        bankCode: '1303',
        policy,
        login: { lockAfter: LOGIN_LOCK_AFTER, freeTries: 100, throttleSeconds: 0 },
        sessionSeconds: 1e9,
        longestSessionSeconds: 1e9,
        softwareParameters: SOFTWARE,
      },
    });
  }

  /** Contracts, users and fobs of their own in a bank that others may be in. */
  static async in(made: TestBank, run: number): Promise<RealBank> {
    const bank = new RealBank(made, run);
    await bank.#fill();
    return bank;
  }

  /** The same people and fobs, at another process of that bank. */
  at(process: OpenedBank, name: string): RealBank {
    const made = { ...this.made, bank: process };
    const there = new RealBank(made, this.#run, `${this.#formPrefix}${name}-`);
    there.#cards.push(...this.#cards);
    there.#admins.push(...this.#admins);
    there.#serials.push(...this.#serials);
    for (const [key, actor] of this.#users) there.#users.set(key, actor);
    return there;
  }

  async #fill(): Promise<void> {
    const { bank } = this.made;
    for (let contract = 0; contract < CONTRACTS; contract++) {
      const contractId = this.#idOf(contract);
      this.#cards.push(await opened(bank, { ...NEW_CONTRACT, contractId }));
      await this.#logIn(contract);
      for (const [index, userId] of USER_IDS.entries()) {
        this.#users.set(`${contract}/${index}`, await user(bank, userId, contractId));
      }
    }
    for (let fob = 0; fob < FOBS; fob++) this.#serials.push(`FOB-${this.#run}-${fob}`);
    const tokens = this.#serials.map((serial) => ({
      serial,
      parameters: SOFTWARE,
      seed: new Secret(seedFor(serial)),
    }));
    await bank.operator.importTokens(OPERATOR, tokens);
  }

  async #logIn(contract: number): Promise<void> {
    const card = this.#cards[contract] ?? { cells: [] };
    this.#admins[contract] = await administrator(this.made.bank, card, this.#idOf(contract));
  }

  #idOf(contract: number): string {
    return String(this.#firstId + contract);
  }

  /** What the bank says: its sentence, or `done`. */
  async play(step: Step): Promise<string> {
    const reply = await this.#play(step);
    if (step.name === 'release' && reply.outcome === 'done') await this.#logIn(step.contract);
    return reply.sentence ?? reply.outcome;
  }

  async #play(step: Step): Promise<Reply> {
    const { bank, clock } = this.made;
    const { administrator: desk, operator } = bank;
    const actor = this.#admins[step.contract] ?? { kind: 'administrator', session: '' };
    const contractId = this.#idOf(step.contract);
    switch (step.name) {
      case 'start':
        return await desk.startUse(actor, step.mode);
      case 'mode':
        return await desk.changeMode(actor, step.mode, step.confirmed);
      case 'register': {
        const mode = (await bank.operator.contract(OPERATOR, contractId))?.mode;
        return await desk.register(actor, {
          serial: this.#serials[step.token] ?? 'NOBODYS-1',
          code: this.#code(step.typed),
          confirmation: confirmationOf(step),
          ...(mode === 'different' ? { userIds: [USER_IDS[step.user] ?? ''] } : {}),
        });
      }
      case 'cancel':
        return await desk.cancel(actor, await this.#whose(step));
      case 'unlock':
        return await desk.unlock(actor, await this.#whose(step));
      case 'accident':
        return await desk.setAccident(actor, { ...(await this.#whose(step)), reason: 'loss' });
      case 'lift-accident':
        return await desk.liftAccident(actor, await this.#whose(step));
      case 'discontinue':
        return await desk.discontinue(actor, confirmationOf(step), step.confirmed);
      case 'transact': {
        const who = this.#users.get(`${step.contract}/${step.user}`);
        if (who === undefined) throw new Error('no such user');
        return await bank.user.transact(who, TRANSFER, { code: this.#code(step.typed) });
      }
      case 'apply':
        return await this.#form({
          kind: 'token-application',
          contractId,
          serial: this.#serials[step.token] ?? 'NOBODYS-1',
        });
      case 'dispatch':
        return await operator.dispatch(OPERATOR, this.#serials[step.token] ?? 'NOBODYS-1');
      case 'arrive':
        return await operator.arrive(OPERATOR, this.#serials[step.token] ?? 'NOBODYS-1');
      case 'scrap':
        return await operator.scrap(OPERATOR, this.#serials[step.token] ?? 'NOBODYS-1', 'broken');
      case 'call': {
        const serial = this.#serials[step.token] ?? 'NOBODYS-1';
        return await operator.reportCall(OPERATOR, { serial, reason: 'theft' });
      }
      case 'activate':
        return await this.#activate(contractId);
      case 'termination':
      case 'release':
        return await this.#form({ kind: step.name, contractId });
      case 'release-token': {
        const serial = this.#serials[step.token] ?? 'NOBODYS-1';
        return await this.#form({ kind: 'release', contractId, serial });
      }
      case 'release-user': {
        const userId = USER_IDS[step.user] ?? '';
        return await this.#form({ kind: 'release', contractId, userId });
      }
      case 'pass':
        clock.pass(step.seconds);
        return { outcome: 'done' };
    }
  }

  async #activate(contractId: string): Promise<Reply> {
    const { app } = this.made.bank;
    const issued = await app.issueActivation(OPERATOR, { contractId });
    if (issued.outcome !== 'done') return issued;
    const seed = new Secret(seedFor(issued.serial));
    const { outcome, ...rest } = await app.activate(issued.activationCode, { seed });
    if (outcome !== 'done') return { outcome: 'refused', sentence: 'activation-wrong', ...rest };
    this.#serials.push(issued.serial);
    return { outcome };
  }

  #form(form: Omit<PaperForm, 'formNumber'>): Promise<Reply> {
    this.#forms++;
    const formNumber = `${this.#formPrefix}${this.#forms}`;
    return this.made.bank.operator.takeForm(OPERATOR, { ...form, formNumber });
  }

  async #whose(step: {
    readonly contract: number;
    readonly user: number;
    readonly mistyped: boolean;
  }): Promise<{ readonly confirmation: string; readonly userId?: string }> {
    const view = await this.made.bank.operator.contract(OPERATOR, this.#idOf(step.contract));
    const confirmation = confirmationOf(step);
    if (view?.mode !== 'different') return { confirmation };
    return { confirmation, userId: USER_IDS[step.user] ?? '' };
  }

  #code(typed: Typed): string {
    if (typed.kind === 'letters') return 'abcdefgh';
    // Of a token that there is none of: a code that no other shows.
    const serial = typed.kind === 'of' ? this.#serials[typed.token] : undefined;
    const step = Math.floor(this.made.clock.ms / 30_000);
    if (typed.kind !== 'of' || serial === undefined) return shownCode(seedFor('nobody'), step);
    return shownCode(seedFor(serial), step + typed.steps);
  }

  /** All that can be seen of it, as the model has it. */
  async picture(): Promise<unknown> {
    const { operator } = this.made.bank;
    const contracts = await Promise.all(
      Array.from({ length: CONTRACTS }, (_, contract) =>
        operator.contract(OPERATOR, this.#idOf(contract)),
      ),
    );
    const tokens = new Map((await operator.tokens(OPERATOR)).map((token) => [token.serial, token]));
    return {
      contracts: contracts.map((view) => this.#contractPicture(view)),
      tokens: this.#serials.map((serial) => {
        const token = tokens.get(serial);
        const owner = Array.from({ length: CONTRACTS }, (_, at) => this.#idOf(at)).indexOf(
          token?.contractId ?? '',
        );
        return {
          place: token?.state,
          owner,
          reported: token?.accident?.by ?? '',
          wrong: token?.wrongInARow,
        };
      }),
    };
  }

  #contractPicture(view: ContractView | undefined): unknown {
    if (view === undefined) return undefined;
    const userOf = (holder: ContractView['tokens'][number]['holder']): number =>
      holder.kind === 'contract' ? -1 : USER_IDS.findIndex((id) => id === holder.userId);
    const slots = view.tokens.map(({ holder, serial, lock }) => ({
      user: userOf(holder),
      token: this.#serials.indexOf(serial),
      lock: lock?.kind ?? '',
    }));
    return {
      inForce: view.state === 'active',
      mode: view.mode,
      lock: view.lock?.kind ?? '',
      suspended: view.suspended,
      slots: slots.sort((a, b) => a.user - b.user),
    };
  }
}

function confirmationOf({ mistyped }: { readonly mistyped: boolean }): string {
  return mistyped ? 'machigai9' : CONFIRMATION;
}

function seedFor(serial: string): Uint8Array {
  return new TextEncoder().encode(serial.padEnd(24, '*'));
}
