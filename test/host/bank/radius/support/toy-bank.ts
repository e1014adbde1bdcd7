import { Secret } from '@fobkit/protocol';
import { type RadiusClient, RadiusClients } from '../../../../../host/bank/radius/clients.ts';
import type {
  RadiusAttempt,
  RadiusBank,
  RadiusVerdict,
} from '../../../../../host/bank/radius/radius-bank.ts';
import { SHARED } from './hand-made.ts';

/** `tanaka` has 123456; 111111 is far off and 222222 follows it. Keeps what it was asked. */
export class ToyBank implements RadiusBank {
  readonly asked: RadiusAttempt[] = [];
  gone = false;

  verifyUser(attempt: RadiusAttempt): Promise<RadiusVerdict> {
    this.asked.push(attempt);
    if (this.gone) return Promise.reject(new Error('the store is gone'));
    return Promise.resolve(this.#verdict(attempt));
  }

  #verdict({ user, code, password, continued }: RadiusAttempt): RadiusVerdict {
    if (user !== 'tanaka' || (password !== undefined && password !== 'hiroko')) return 'reject';
    if (code === '111111') return 'challenge';
    return code === (continued ? '222222' : '123456') ? 'accept' : 'reject';
  }
}

export function clients(
  more: Partial<RadiusClient> = {},
  secret: Uint8Array = SHARED,
): RadiusClients {
  return new RadiusClients([
    {
      name: 'vpn',
      address: '127.0.0.0/8',
      secret: new Secret(secret),
      fields: 'code',
      codeDigits: 6,
      language: 'en',
      ...more,
    },
  ]);
}
