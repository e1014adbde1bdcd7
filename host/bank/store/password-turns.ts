import { FairQueue, type QueueBounds } from './fair-queue.ts';

/**
 * Who waits for the work of passwords, each kind apart, so that strangers at the doors keep neither
 * gateways nor whoever is inside from working. Only what needs a turn takes one: whoever holds one
 * never asks for another.
 */
export interface PasswordTurns {
  /** Who wants to come in, by where he comes from. */
  readonly door: FairQueue;
  /** Gateways and programs that ask for password and code, by name. */
  readonly gateway: FairQueue;
  /** Open sessions by contract, and staff by name. */
  readonly inside: FairQueue;
}

/**
 * Node.js works at four at once in all, at 32 MiB each; two at the doors leave room for the others.
 * Two hundred wait for some ten seconds.
 */
const USUAL: QueueBounds = { atOnce: 2, waiting: 200 };

export function passwordTurns(bounds = USUAL): PasswordTurns {
  return {
    door: new FairQueue(bounds),
    gateway: new FairQueue(bounds),
    inside: new FairQueue(bounds),
  };
}
