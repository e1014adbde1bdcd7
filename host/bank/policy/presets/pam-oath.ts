import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const pamOath: Policy = {
  name: 'pam-oath',
  title: { en: 'pam_oath, window=20', ja: 'pam_oath window=20' },
  source:
    'nongnu.org/oath-toolkit, pam_oath and oath_authenticate_usersfile(3): window=20 in its ' +
    'example, that many past and future codes; the last code is told as replayed; no drift, no ' +
    'resynchronisation, no lock and no delay of its own (PAM has other modules for those).',
  firstUse: { behind: 20, ahead: 20 },
  normal: { behind: 20, ahead: 20 },
  idle: neverWider({ behind: 20, ahead: 20 }),
  followsDrift: false,
  resync: { window: { behind: 0, ahead: 0 }, automatic: false, withinSeconds: 0 },
  lockAfter: 0,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
