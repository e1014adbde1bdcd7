import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const rsa: Policy = {
  name: 'rsa',
  title: { en: 'RSA SecurID, standard token', ja: 'RSA SecurID 標準トークン' },
  source:
    'community.rsa.com, “Explanation of Next Tokencode Mode and small, medium and large ' +
    'authentication windows”: ±1 tokencode is accepted, within ±3 the next one is asked for; after ' +
    'three wrong ones it is asked for always, within ±10; a wrong next one locks; an administrator ' +
    'resynchronises within ±12 h (1,441 codes of 60 s). Assumed: 10 wrong ones lock, 3 minutes for ' +
    'the next one, counters as steps.',
  firstUse: { behind: 1, ahead: 1 },
  normal: { behind: 1, ahead: 1 },
  idle: neverWider({ behind: 1, ahead: 1 }),
  followsDrift: true,
  resync: {
    window: { behind: 3, ahead: 3 },
    automatic: true,
    withinSeconds: 180,
    afterWrong: { wrong: 3, window: { behind: 10, ahead: 10 }, always: true },
    byHand: { behind: 720, ahead: 720 },
    wrongNextLocks: true,
  },
  lockAfter: 10,
  throttleSeconds: 0,
  forgetWrongAfterSeconds: 0,
};
