import type { Policy } from '../policy.ts';
import { neverWider } from './never-wider.ts';

export const rfc4226: Policy = {
  name: 'rfc4226',
  title: { en: 'RFC 4226 §7 and RFC 6238 §5.2', ja: 'RFC 4226・RFC 6238 のとおり' },
  source:
    'RFC 4226 §7.2 to §7.4: a maximum of attempts, T = 5 seconds more after each failed one, a ' +
    'look-ahead window, two consecutive values to resynchronise. RFC 6238 §5.2: one step for the ' +
    'network, §6: the drift is remembered. Assumed, since they give no number: 10 attempts, 10 ' +
    'counters ahead, 100 for a resynchronisation.',
  counters: { lookAhead: 10, resyncLookAhead: 100 },
  firstUse: { behind: 1, ahead: 1 },
  normal: { behind: 1, ahead: 1 },
  idle: neverWider({ behind: 1, ahead: 1 }),
  followsDrift: true,
  resync: { window: { behind: 100, ahead: 100 }, automatic: false, withinSeconds: 300 },
  lockAfter: 10,
  throttleSeconds: 5,
  forgetWrongAfterSeconds: 0,
};
