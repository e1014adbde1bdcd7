import type { RelyingPartyRules } from '../model.ts';
import { fields, optional } from '../read/fields.ts';
import { integer, mapped, type Shape, truth } from '../read/shape.ts';

/** How the relying party judges. */
export const relyingPartyWords = {
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

/** What the file says; the default of the window is that of the mode. */
export const relyingParty: Shape<Partial<RelyingPartyRules>> = mapped(
  fields(relyingPartyWords, 'relying-party'),
  ({ window, ...same }): Partial<RelyingPartyRules> => ({
    ...(window === undefined ? {} : { window }),
    resyncWindow: same['resync-window'] ?? 100,
    lockAfter: same['lock-after'] ?? 5,
    followsDrift: same['follows-drift'] ?? true,
  }),
);
