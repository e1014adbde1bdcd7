import type { Policy } from '../policy.ts';
import { linOtp } from './linotp.ts';
import { multiOtp } from './multiotp.ts';
import { oneSpan } from './onespan.ts';
import { pamOath } from './pam-oath.ts';
import { privacyIdea, privacyIdeaAutoResync } from './privacyidea.ts';
import { rfc4226 } from './rfc4226.ts';
import { rsa } from './rsa.ts';
import { asahi1303, ask1020 } from './shinkin.ts';
import { sonyLike } from './sony-like.ts';
import { symantec } from './symantec.ts';

/** All policies that come with the bank; the first is the one of the manuals' story. */
export const policies: readonly Policy[] = [
  asahi1303,
  ask1020,
  rfc4226,
  sonyLike,
  oneSpan,
  rsa,
  symantec,
  privacyIdea,
  privacyIdeaAutoResync,
  linOtp,
  multiOtp,
  pamOath,
];

/** The policy of that name, if there is one. */
export function findPolicy(name: string): Policy | undefined {
  return policies.find((policy) => policy.name === name);
}
