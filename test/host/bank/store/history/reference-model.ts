import { isOfUnregistered, LOCK_AFTER, look } from './model-codes.ts';
import {
  LOGIN_LOCK_AFTER,
  type ModelContract,
  type ModelSlot,
  ModelWorld,
  newToken,
  type Place,
  saysLocked,
  worst,
} from './model-world.ts';
import { CANDIDATE, type Step, type Typed } from './step.ts';

export type Answer = string;

/**
 * The bank as a few tables in memory, written from the manuals and not from the bank's code: who
 * holds what, what is counted, what is said. It knows no seeds; a code is the token and the step
 * that show it.
 */
export class ReferenceModel {
  readonly #world: ModelWorld;

  constructor(now: number, world = new ModelWorld(now)) {
    this.#world = world;
  }

  /** The same world, to go on with in another way. */
  fork(): ReferenceModel {
    return new ReferenceModel(this.#world.now, this.#world.copy());
  }

  /** The same for worlds that are the same. */
  key(): string {
    return this.#world.key();
  }

  /** All that can be seen of it. */
  picture(): unknown {
    return this.#world.picture();
  }

  /** The step with the tokens that its people mean: what they hold in their hands. */
  meant(step: Step): Step {
    if (step.name === 'register') {
      const open = ['delivered', 'cancelled', 'replaced'];
      const first = this.#world.tokens.findIndex(
        ({ owner, place, reported }) =>
          owner === step.contract && open.includes(place) && reported === '',
      );
      const token = step.token === CANDIDATE ? first : step.token;
      return { ...step, token, typed: this.#typed(step.typed, token) };
    }
    if (step.name !== 'transact') return step;
    const c = this.#world.contract(step.contract);
    const slot = c.slots.get(c.mode === 'different' ? step.user : -1);
    return { ...step, typed: this.#typed(step.typed, slot?.token ?? -1) };
  }

  #typed(typed: Typed, token: number): Typed {
    return typed.kind === 'current' ? { kind: 'of', token, steps: typed.steps } : typed;
  }

  /** What the bank says: a sentence, or `done`. */
  play(step: Step): Answer {
    const c = this.#world.contract(step.contract);
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
        if (worst(c) !== '') return saysLocked(worst(c));
        if (!step.confirmed) return 'mode-change-warning';
        this.#clearSlots(c);
        c.mode = step.mode;
        return 'mode-changed';
      case 'discontinue':
        if (c.mode === 'none') return 'not-started';
        if (worst(c) !== '') return saysLocked(worst(c));
        if (!step.confirmed) return 'discontinue-warning';
        this.#clearSlots(c);
        c.mode = 'none';
        return 'discontinued';
      case 'register':
        return this.#register(c, step);
      case 'cancel':
        return this.#withSlot(c, step.user, (slot, key) => {
          if (c.lock !== '' || slot.lock !== '') return saysLocked(c.lock || slot.lock);
          c.slots.delete(key);
          this.#world.token(slot.token).place = 'cancelled';
          return 'registration-cancelled';
        });
      case 'accident':
        return this.#withSlot(
          c,
          step.user,
          (slot) => {
            const token = this.#world.token(slot.token);
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
            const token = this.#world.token(slot.token);
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
        const token = this.#world.tokens[step.token];
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
        const token = this.#world.tokens[step.token];
        if (token === undefined) return 'token-unknown';
        if (token.place === 'stock' || token.place === 'scrapped') return 'token-state';
        token.reported = 'operator';
        return 'call-reported';
      }
      case 'activate':
        this.#world.tokens.push({ ...newToken(true), place: 'delivered', owner: step.contract });
        return 'done';
      case 'termination':
        for (const slot of c.slots.values()) this.#world.token(slot.token).place = 'cancelled';
        for (const token of this.#world.owned(step.contract)) {
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
        const token = this.#world.tokens[step.token];
        if (token?.owner !== step.contract) return 'token-unknown';
        if (token.reported === '') return 'no-accident';
        token.reported = '';
        return 'accident-lifted';
      }
      case 'pass':
        this.#world.now += step.seconds * 1000;
        return 'done';
    }
  }

  #register(c: ModelContract, step: Step & { readonly name: 'register' }): Answer {
    if (c.mode === 'none') return 'not-started';
    if (step.typed.kind === 'letters') return 'code-form';
    const key = c.mode === 'same' ? -1 : step.user;
    const before = c.slots.get(key);
    if (c.lock !== '') return saysLocked(c.lock);
    if (before !== undefined && before.lock !== '') return saysLocked(before.lock);
    const token = this.#world.tokens[step.token];
    if (token?.owner !== step.contract) return this.#countWrong(c);
    if (token.place === 'scrapped') return 'serial-scrapped';
    if (token.reported !== '') return 'serial-reported';
    if (token.place === 'registered') return 'serial-registered';
    if (token.place === 'assigned' || token.place === 'dispatched') return 'serial-undelivered';
    const came = look(this.#world, step.token, step.typed);
    if (came === 'locked') {
      c.lock = 'codes';
      return 'suspended';
    }
    if (came === 'replayed') return 'code-used';
    if (came === 'wrong') return this.#countWrong(c, token.isLocked);
    if (before !== undefined) this.#world.token(before.token).place = 'replaced';
    c.slots.set(key, { token: step.token, foreign: false, lock: '' });
    token.place = 'registered';
    c.wrong = 0;
    c.hadToken = true;
    return 'done';
  }

  #transact(c: ModelContract, user: number, typed: Typed): Answer {
    const slot = c.slots.get(c.mode === 'different' ? user : -1);
    if (c.lock !== '') return saysLocked(c.lock);
    if (slot !== undefined && slot.lock !== '') return saysLocked(slot.lock);
    if (c.mode === 'none' || slot === undefined) return 'no-settings';
    const token = this.#world.token(slot.token);
    if (token.reported !== '') return 'serial-reported';
    if (typed.kind === 'letters') return 'code-form';
    const came = look(this.#world, slot.token, typed);
    if (came === 'replayed') return 'code-used';
    if (came === 'right') {
      slot.foreign = false;
      return 'transaction-done';
    }
    if (came === 'wrong' && isOfUnregistered(this.#world, token.owner, typed)) slot.foreign = true;
    if (!token.isLocked) return 'code-wrong';
    slot.lock = slot.foreign ? 'unregistered-token' : 'codes';
    return saysLocked(slot.lock);
  }

  #countWrong(c: ModelContract, isTokenLocked = false): Answer {
    c.wrong++;
    if (c.wrong < LOCK_AFTER && !isTokenLocked) return 'serial-wrong';
    c.lock = c.hadToken ? 'unregistered-token' : 'codes';
    return saysLocked(c.lock);
  }

  #unlock(c: ModelContract, users: readonly number[], isShutOut = false): Answer {
    const slots = users.map((user) => c.slots.get(user)).filter((slot) => slot !== undefined);
    const locked = slots.filter(({ lock }) => lock !== '');
    const kinds = [c.lock, ...locked.map(({ lock }) => lock)];
    if (kinds.includes('unregistered-token')) return 'suspended-by-unregistered';
    if (c.lock === '' && locked.length === 0 && !isShutOut) return 'not-suspended';
    const registered = new Set([...c.slots.values()].map(({ token }) => token));
    const own = this.#world.contracts.indexOf(c);
    for (const [index, token] of this.#world.tokens.entries()) {
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
    const token = this.#world.tokens[index];
    if (token === undefined) return 'token-unknown';
    if (token.place === 'scrapped') return 'token-state';
    const wasInStock = token.place === 'stock';
    token.place = 'scrapped';
    token.reported = '';
    if (wasInStock) return 'done';
    const c = this.#world.contract(token.owner);
    for (const [key, slot] of c.slots) {
      if (slot.token !== index) continue;
      c.slots.delete(key);
      if (c.lock === '') c.lock = slot.lock;
    }
    return 'done';
  }

  #moves(index: number, from: Place, to: Place): Answer {
    const token = this.#world.tokens[index];
    if (token === undefined) return 'token-unknown';
    if (token.place !== from || token.reported !== '' || token.app) return 'token-state';
    token.place = to;
    return 'done';
  }

  #withSlot(
    c: ModelContract,
    user: number,
    then: (slot: ModelSlot, key: number) => Answer,
    evenLocked = false,
  ): Answer {
    if (c.mode === 'none') return 'not-started';
    const key = c.mode === 'different' ? user : -1;
    const slot = c.slots.get(key);
    if (!evenLocked && c.lock !== '') return saysLocked(c.lock);
    return slot === undefined ? 'no-token' : then(slot, key);
  }

  #clearSlots(c: ModelContract): void {
    for (const { token } of c.slots.values()) this.#world.token(token).place = 'cancelled';
    c.slots.clear();
    c.hadToken = false;
  }
}
