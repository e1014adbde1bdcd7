import type { Step, Typed } from './step.ts';
import { CANDIDATE, CONTRACTS, FOBS } from './step.ts';

/**
 * The bank as a few tables in memory, written from the manuals and not from the bank's code: who
 * holds what, what is counted, what is said. It knows no seeds; a code is the token and the step
 * that show it.
 */
export const BEHIND = 2;
export const AHEAD = 1;
export const LOCK_AFTER = 4;
export const LOGIN_LOCK_AFTER = 6;
const REMEMBERED = 8;

type Place =
  | 'stock'
  | 'assigned'
  | 'dispatched'
  | 'delivered'
  | 'registered'
  | 'cancelled'
  | 'replaced'
  | 'scrapped';

interface ModelToken {
  readonly app: boolean;
  place: Place;
  owner: number;
  /** Whoever has reported it. */
  reported: '' | 'administrator' | 'operator';
  wrong: number;
  isLocked: boolean;
  last: number;
  used: number[];
}

interface ModelContract {
  inForce: boolean;
  mode: 'none' | 'same' | 'different';
  hadToken: boolean;
  wrong: number;
  lock: '' | 'codes' | 'unregistered-token';
  /** By user; −1 for all. */
  readonly slots: Map<number, { token: number; foreign: boolean; lock: ModelContract['lock'] }>;
  mistyped: number;
}

export type Answer = string;

const SUSPENDED = {
  codes: 'suspended',
  'unregistered-token': 'suspended-by-unregistered',
} as const;

export class ReferenceModel {
  now: number;
  readonly tokens: ModelToken[] = [];
  readonly contracts: ModelContract[] = [];

  constructor(now: number) {
    this.now = now;
    for (let i = 0; i < FOBS; i++) this.tokens.push(newToken(false));
    for (let i = 0; i < CONTRACTS; i++) {
      this.contracts.push({
        inForce: false,
        mode: 'none',
        hadToken: false,
        wrong: 0,
        lock: '',
        slots: new Map(),
        mistyped: 0,
      });
    }
  }

  /** The step with the tokens that its people mean: what they hold in their hands. */
  meant(step: Step): Step {
    if (step.name === 'register') {
      const open = ['delivered', 'cancelled', 'replaced'];
      const first = this.tokens.findIndex(
        ({ owner, place, reported }) =>
          owner === step.contract && open.includes(place) && reported === '',
      );
      const token = step.token === CANDIDATE ? first : step.token;
      return { ...step, token, typed: this.#typed(step.typed, token) };
    }
    if (step.name !== 'transact') return step;
    const c = this.#contract(step.contract);
    const slot = c.slots.get(c.mode === 'different' ? step.user : -1);
    return { ...step, typed: this.#typed(step.typed, slot?.token ?? -1) };
  }

  #typed(typed: Typed, token: number): Typed {
    return typed.kind === 'current' ? { kind: 'of', token, steps: typed.steps } : typed;
  }

  /** What the bank says: a sentence, or `done`. */
  play(step: Step): Answer {
    const c = this.#contract(step.contract);
    if ('mistyped' in step) {
      if (c.mistyped >= LOGIN_LOCK_AFTER) return 'session-over';
      if (step.mistyped) {
        c.mistyped++;
        return c.mistyped >= LOGIN_LOCK_AFTER ? 'login-suspended' : 'confirmation-wrong';
      }
    }
    const isShutOut = c.mistyped >= LOGIN_LOCK_AFTER;
    switch (step.name) {
      case 'start':
        if (isShutOut) return 'session-over';
        if (c.mode !== 'none') return 'started-already';
        c.mode = step.mode;
        c.inForce = true;
        return 'done';
      case 'mode':
        if (isShutOut) return 'session-over';
        if (c.mode === 'none') return 'not-started';
        if (c.mode === step.mode) return 'mode-unchanged';
        if (this.#worst(c) !== '') return this.#saysLocked(this.#worst(c));
        if (!step.confirmed) return 'mode-change-warning';
        this.#clearSlots(c);
        c.mode = step.mode;
        return 'mode-changed';
      case 'discontinue':
        if (c.mode === 'none') return 'not-started';
        if (this.#worst(c) !== '') return this.#saysLocked(this.#worst(c));
        if (!step.confirmed) return 'discontinue-warning';
        this.#clearSlots(c);
        c.mode = 'none';
        return 'discontinued';
      case 'register':
        return this.#register(c, step);
      case 'cancel':
        return this.#withSlot(c, step.user, (slot, key) => {
          if (c.lock !== '' || slot.lock !== '') return this.#saysLocked(c.lock || slot.lock);
          c.slots.delete(key);
          this.#token(slot.token).place = 'cancelled';
          return 'registration-cancelled';
        });
      case 'accident':
        return this.#withSlot(
          c,
          step.user,
          (slot) => {
            const token = this.#token(slot.token);
            if (token.reported !== '') return 'serial-reported';
            token.reported = 'administrator';
            return 'accident-set';
          },
          true,
        );
      case 'lift-accident':
        return this.#withSlot(
          c,
          step.user,
          (slot) => {
            const token = this.#token(slot.token);
            if (token.reported === '') return 'no-accident';
            if (token.reported === 'operator') return 'accident-of-bank';
            token.reported = '';
            return 'accident-lifted';
          },
          true,
        );
      case 'unlock':
        return this.#unlock(c, c.mode === 'different' ? [step.user] : [-1]);
      case 'transact':
        return this.#transact(c, step.user, step.typed);
      case 'apply': {
        const token = this.tokens[step.token];
        if (token?.place !== 'stock') return 'no-stock';
        token.place = 'assigned';
        token.owner = step.contract;
        c.inForce = true;
        return 'form-accepted';
      }
      case 'dispatch':
        return this.#moves(step.token, 'assigned', 'dispatched');
      case 'arrive':
        return this.#moves(step.token, 'dispatched', 'delivered');
      case 'scrap':
        return this.#scrap(step.token);
      case 'call': {
        const token = this.tokens[step.token];
        if (token === undefined) return 'token-unknown';
        if (token.place === 'stock' || token.place === 'scrapped') return 'token-state';
        token.reported = 'operator';
        return 'call-reported';
      }
      case 'activate':
        this.tokens.push({ ...newToken(true), place: 'delivered', owner: step.contract });
        return 'done';
      case 'termination':
        for (const slot of c.slots.values()) this.#token(slot.token).place = 'cancelled';
        for (const token of this.#owned(step.contract)) {
          if (token.reported !== '') token.place = 'scrapped';
          token.reported = '';
          token.wrong = 0;
          token.isLocked = false;
        }
        c.slots.clear();
        Object.assign(c, { inForce: false, mode: 'none', hadToken: false, wrong: 0, lock: '' });
        return 'everything-cleared';
      case 'release': {
        const answer = this.#unlock(c, [...c.slots.keys()], c.mistyped >= LOGIN_LOCK_AFTER);
        if (answer === 'unlocked') c.mistyped = 0;
        return answer;
      }
      case 'release-user':
        return this.#unlock(c, c.mode === 'different' ? [step.user] : [...c.slots.keys()]);
      case 'release-token': {
        const token = this.tokens[step.token];
        if (token?.owner !== step.contract) return 'token-unknown';
        if (token.reported === '') return 'no-accident';
        token.reported = '';
        return 'accident-lifted';
      }
      case 'pass':
        this.now += step.seconds * 1000;
        return 'done';
    }
  }

  /** All that can be seen of it. */
  picture(): unknown {
    return {
      contracts: this.contracts.map((c) => ({
        inForce: c.inForce,
        mode: c.mode,
        lock: c.lock,
        suspended: c.mistyped >= LOGIN_LOCK_AFTER,
        slots: [...c.slots.entries()]
          .map(([user, { token, lock }]) => ({ user, token, lock }))
          .sort((a, b) => a.user - b.user),
      })),
      tokens: this.tokens.map(({ place, owner, reported, wrong }) => ({
        place: reported === '' ? place : 'accident',
        owner,
        reported,
        wrong,
      })),
    };
  }

  #register(c: ModelContract, step: Step & { readonly name: 'register' }): Answer {
    if (c.mode === 'none') return 'not-started';
    if (step.typed.kind === 'letters') return 'code-form';
    const key = c.mode === 'same' ? -1 : step.user;
    const before = c.slots.get(key);
    if (c.lock !== '') return this.#saysLocked(c.lock);
    if (before !== undefined && before.lock !== '') return this.#saysLocked(before.lock);
    const token = this.tokens[step.token];
    if (token?.owner !== step.contract) return this.#countWrong(c);
    if (token.place === 'scrapped') return 'serial-scrapped';
    if (token.reported !== '') return 'serial-reported';
    if (token.place === 'registered') return 'serial-registered';
    if (token.place === 'assigned' || token.place === 'dispatched') return 'serial-undelivered';
    const came = this.#look(step.token, step.typed);
    if (came === 'locked') {
      c.lock = 'codes';
      return 'suspended';
    }
    if (came === 'replayed') return 'code-used';
    if (came === 'wrong') return this.#countWrong(c, token.isLocked);
    if (before !== undefined) this.#token(before.token).place = 'replaced';
    c.slots.set(key, { token: step.token, foreign: false, lock: '' });
    token.place = 'registered';
    c.wrong = 0;
    c.hadToken = true;
    return 'done';
  }

  #transact(c: ModelContract, user: number, typed: Typed): Answer {
    const slot = c.slots.get(c.mode === 'different' ? user : -1);
    if (c.lock !== '') return this.#saysLocked(c.lock);
    if (slot !== undefined && slot.lock !== '') return this.#saysLocked(slot.lock);
    if (c.mode === 'none' || slot === undefined) return 'no-settings';
    const token = this.#token(slot.token);
    if (token.reported !== '') return 'serial-reported';
    if (typed.kind === 'letters') return 'code-form';
    const came = this.#look(slot.token, typed);
    if (came === 'replayed') return 'code-used';
    if (came === 'right') {
      slot.foreign = false;
      return 'transaction-done';
    }
    if (came === 'wrong' && this.#isOfUnregistered(token.owner, typed)) slot.foreign = true;
    if (!token.isLocked) return 'code-wrong';
    slot.lock = slot.foreign ? 'unregistered-token' : 'codes';
    return this.#saysLocked(slot.lock);
  }

  /** Judges a code of that token, and counts. */
  #look(index: number, typed: Typed): 'right' | 'wrong' | 'replayed' | 'locked' {
    const token = this.#token(index);
    if (token.isLocked) return 'locked';
    const shown =
      typed.kind === 'of' && typed.token === index ? this.step + typed.steps : undefined;
    if (shown !== undefined && token.used.includes(shown)) return 'replayed';
    if (shown !== undefined && this.#isInWindow(shown) && shown > token.last) {
      token.last = shown;
      token.used = [...token.used, shown].slice(-REMEMBERED);
      token.wrong = 0;
      return 'right';
    }
    token.wrong++;
    token.isLocked = token.wrong >= LOCK_AFTER;
    return 'wrong';
  }

  #isOfUnregistered(owner: number, typed: Typed): boolean {
    if (typed.kind !== 'of') return false;
    const token = this.tokens[typed.token];
    if (token?.owner !== owner || token.reported !== '') return false;
    if (!['delivered', 'cancelled', 'replaced'].includes(token.place)) return false;
    const shown = this.step + typed.steps;
    return this.#isInWindow(shown) && shown > token.last;
  }

  #isInWindow(shown: number): boolean {
    return shown >= this.step - BEHIND && shown <= this.step + AHEAD;
  }

  get step(): number {
    return Math.floor(this.now / 30_000);
  }

  #countWrong(c: ModelContract, isTokenLocked = false): Answer {
    c.wrong++;
    if (c.wrong < LOCK_AFTER && !isTokenLocked) return 'serial-wrong';
    c.lock = c.hadToken ? 'unregistered-token' : 'codes';
    return this.#saysLocked(c.lock);
  }

  #unlock(c: ModelContract, users: readonly number[], isShutOut = false): Answer {
    const slots = users.map((user) => c.slots.get(user)).filter((slot) => slot !== undefined);
    const locked = slots.filter(({ lock }) => lock !== '');
    const kinds = [c.lock, ...locked.map(({ lock }) => lock)];
    if (kinds.includes('unregistered-token')) return 'suspended-by-unregistered';
    if (c.lock === '' && locked.length === 0 && !isShutOut) return 'not-suspended';
    const registered = new Set([...c.slots.values()].map(({ token }) => token));
    const own = this.contracts.indexOf(c);
    for (const [index, token] of this.tokens.entries()) {
      const isFreed = locked.some((slot) => slot.token === index);
      const isOther = c.lock !== '' && token.owner === own && !registered.has(index);
      if (!isFreed && !isOther) continue;
      token.wrong = 0;
      token.isLocked = false;
    }
    for (const slot of locked) {
      slot.lock = '';
      slot.foreign = false;
    }
    if (c.lock !== '') c.wrong = 0;
    c.lock = '';
    return 'unlocked';
  }

  #scrap(index: number): Answer {
    const token = this.tokens[index];
    if (token === undefined) return 'token-unknown';
    if (token.place === 'scrapped') return 'token-state';
    const wasInStock = token.place === 'stock';
    token.place = 'scrapped';
    token.reported = '';
    if (wasInStock) return 'done';
    const c = this.#contract(token.owner);
    for (const [key, slot] of c.slots) {
      if (slot.token !== index) continue;
      c.slots.delete(key);
      if (c.lock === '') c.lock = slot.lock;
    }
    return 'done';
  }

  #moves(index: number, from: Place, to: Place): Answer {
    const token = this.tokens[index];
    if (token === undefined) return 'token-unknown';
    if (token.place !== from || token.reported !== '' || token.app) return 'token-state';
    token.place = to;
    return 'done';
  }

  #withSlot(
    c: ModelContract,
    user: number,
    then: (
      slot: { token: number; foreign: boolean; lock: ModelContract['lock'] },
      key: number,
    ) => Answer,
    evenLocked = false,
  ): Answer {
    if (c.mode === 'none') return 'not-started';
    const key = c.mode === 'different' ? user : -1;
    const slot = c.slots.get(key);
    if (!evenLocked && c.lock !== '') return this.#saysLocked(c.lock);
    return slot === undefined ? 'no-token' : then(slot, key);
  }

  #clearSlots(c: ModelContract): void {
    for (const { token } of c.slots.values()) this.#token(token).place = 'cancelled';
    c.slots.clear();
    c.hadToken = false;
  }

  #worst({ lock, slots }: ModelContract): ModelContract['lock'] {
    const all = [lock, ...[...slots.values()].map((slot) => slot.lock)];
    return all.includes('unregistered-token')
      ? 'unregistered-token'
      : all.includes('codes')
        ? 'codes'
        : '';
  }

  #saysLocked(lock: ModelContract['lock']): Answer {
    return lock === '' ? 'done' : SUSPENDED[lock];
  }

  #owned(contract: number): ModelToken[] {
    return this.tokens.filter(({ owner }) => owner === contract);
  }

  #contract(index: number): ModelContract {
    const found = this.contracts[index];
    if (found === undefined) throw new Error(`no contract ${index}`);
    return found;
  }

  #token(index: number): ModelToken {
    const found = this.tokens[index];
    if (found === undefined) throw new Error(`no token ${index}`);
    return found;
  }
}

function newToken(app: boolean): ModelToken {
  return {
    app,
    place: 'stock',
    owner: -1,
    reported: '',
    wrong: 0,
    isLocked: false,
    last: -1,
    used: [],
  };
}
