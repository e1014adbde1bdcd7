import { FobError, placeOf } from '../errors.ts';

/**
 * In which state a failed provisioning left the fob: as it was; still blank, but its clock may be
 * set; loaded, and the key check was not made, failed, or passed; or unknown: blank or unchecked.
 */
export type LeftState =
  'untouched' | 'blank' | 'loaded-unchecked' | 'loaded-wrong' | 'loaded' | 'unknown';

export const provisionSteps = [
  'check',
  'open-channel',
  'set-clock',
  'load-seed',
  'key-check',
  'rotate-key',
  'read-status',
] as const;
export type ProvisionStep = (typeof provisionSteps)[number];

const TOLD: Readonly<Record<LeftState, string>> = {
  untouched: 'The fob is as it was.',
  blank: 'The fob is still blank: repeat.',
  'loaded-unchecked':
    'The fob is loaded, but not proved: repeat with the same seed and parameters to prove it, or wipe it.',
  'loaded-wrong': 'What it holds is not what was asked for: wipe it.',
  loaded:
    'The fob is loaded and proved; the key generation in GetInfo tells which transport key holds.',
  unknown:
    'Whether the fob is loaded is unknown: repeat with the same seed and parameters, which loads or proves it.',
};

/** A provisioning that ended early. The cause is the error that ended it. */
export class ProvisionError extends FobError {
  override readonly name = 'ProvisionError';
  readonly step: ProvisionStep;
  readonly left: LeftState;

  constructor(
    url: string,
    failure: { readonly step: ProvisionStep; readonly left: LeftState; readonly why?: string },
    options?: ErrorOptions,
  ) {
    const { cause } = options ?? {};
    const why = failure.why ?? (cause instanceof Error ? cause.message : 'it failed');
    const place = why.startsWith(placeOf(url)) ? '' : `${placeOf(url)}: `;
    const told = `${why.replace(/\.$/, '')} (at ${failure.step}). ${TOLD[failure.left]}`;
    super('provision', `${place}${told}`, options);
    this.step = failure.step;
    this.left = failure.left;
  }
}
