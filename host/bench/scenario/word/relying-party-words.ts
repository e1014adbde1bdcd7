import type { RelyingPartyRules } from '../model.ts';
import { fields, optional } from '../read/fields.ts';
import { integer, mapped, type Shape, truth } from '../read/shape.ts';

/** How the relying party judges. */
const relyingPartyWords = {
  window: optional(
    integer(0, 10_000, 'steps'),
    'TOTP: steps to each side, 1 if absent; HOTP: counters ahead, 10 if absent.',
  ),
  'resync-window': optional(
    integer(0, 1_000_000, 'steps'),
    'The same for a resynchronisation by two codes; 100 if absent.',
  ),
  'lock-after': optional(
    integer(1, 1000, 'wrong codes'),
    'So many wrong codes in a row lock the token; 5 if absent.',
  ),
  'follows-drift': optional(
    truth,
    'Whether the offset of a good code moves the middle of the next window; true if absent.',
  ),
};

/** What holds where a file does not say; the window is that of the mode. */
export const USUAL_RULES = { resyncWindow: 100, lockAfter: 5, followsDrift: true } as const;

/** What the file says, and nothing else. */
export const relyingParty: Shape<Partial<RelyingPartyRules>> = mapped(
  fields(relyingPartyWords, 'relying-party'),
  (said): Partial<RelyingPartyRules> => {
    const { window, 'resync-window': resyncWindow } = said;
    const { 'lock-after': lockAfter, 'follows-drift': followsDrift } = said;
    return {
      ...(window === undefined ? {} : { window }),
      ...(resyncWindow === undefined ? {} : { resyncWindow }),
      ...(lockAfter === undefined ? {} : { lockAfter }),
      ...(followsDrift === undefined ? {} : { followsDrift }),
    };
  },
);
