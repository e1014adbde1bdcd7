import { CONTRACTS, FOBS } from './step.ts';

export const LOGIN_LOCK_AFTER = 6;

export type Place =
  | 'stock'
  | 'assigned'
  | 'dispatched'
  | 'delivered'
  | 'registered'
  | 'cancelled'
  | 'replaced'
  | 'scrapped';

export interface ModelToken {
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

/** 利用中止, if any. */
export type ModelLock = '' | 'codes' | 'unregistered-token';

export interface ModelSlot {
  token: number;
  foreign: boolean;
  lock: ModelLock;
}

export interface ModelContract {
  inForce: boolean;
  mode: 'none' | 'same' | 'different';
  hadToken: boolean;
  wrong: number;
  lock: ModelLock;
  /** By user; −1 for all. */
  readonly slots: Map<number, ModelSlot>;
  mistyped: number;
}

const SUSPENDED = {
  codes: 'suspended',
  'unregistered-token': 'suspended-by-unregistered',
} as const;

/** What the model's bank knows: who holds what, and what is counted. */
export class ModelWorld {
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

  get step(): number {
    return Math.floor(this.now / 30_000);
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

  copy(): ModelWorld {
    const copy = new ModelWorld(this.now);
    copy.tokens.splice(0, copy.tokens.length, ...structuredClone(this.tokens));
    copy.contracts.splice(0, copy.contracts.length, ...structuredClone(this.contracts));
    return copy;
  }

  key(): string {
    const contracts = this.contracts.map((one) => ({ ...one, slots: [...one.slots] }));
    return JSON.stringify([this.now, this.tokens, contracts]);
  }

  owned(contract: number): ModelToken[] {
    return this.tokens.filter(({ owner }) => owner === contract);
  }

  contract(index: number): ModelContract {
    const found = this.contracts[index];
    if (found === undefined) throw new Error(`no contract ${index}`);
    return found;
  }

  token(index: number): ModelToken {
    const found = this.tokens[index];
    if (found === undefined) throw new Error(`no token ${index}`);
    return found;
  }
}

/** The gravest lock of the contract and its slots. */
export function worst({ lock, slots }: ModelContract): ModelLock {
  const all = [lock, ...[...slots.values()].map((slot) => slot.lock)];
  return all.includes('unregistered-token')
    ? 'unregistered-token'
    : all.includes('codes')
      ? 'codes'
      : '';
}

export function saysLocked(lock: ModelLock): string {
  return lock === '' ? 'done' : SUSPENDED[lock];
}

export function newToken(app: boolean): ModelToken {
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
