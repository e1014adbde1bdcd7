import type { FleetSpec } from '@fobkit/emulator/fleet';
import type { PathFault } from './fleet-nonsense.ts';

/** What no fob of the type can be loaded with, and what it can. */
export function codeFaults({ codes, profile }: FleetSpec): readonly PathFault[] {
  const { algorithms, maxDigits, minDigits, modes, steps } = profile.product;
  const { algorithm, digits, mode, stepSeconds } = codes;
  const { name } = profile;
  const faults: PathFault[] = [];
  if (!modes.includes(mode)) {
    const other = mode === 'totp' ? 'hotp' : 'totp';
    const message = `mode: the codes of ${name} go ${KINDS[other]}, not ${KINDS[mode]}`;
    faults.push({ path: ['codes', 'mode'], message });
  }
  if (!algorithms.includes(algorithm)) {
    const message = `algorithm: ${name} computes ${algorithms.join(' or ')}, not ${algorithm}`;
    faults.push({ path: ['codes', 'algorithm'], message });
  }
  if (digits < minDigits || digits > maxDigits) {
    const range = minDigits === maxDigits ? String(minDigits) : `${minDigits} to ${maxDigits}`;
    const message = `digits: the display of ${name} shows codes of ${range} digits, not of ${digits}`;
    faults.push({ path: ['codes', 'digits'], message });
  }
  if (mode === 'totp' && steps !== 'any' && !steps.includes(stepSeconds)) {
    const every = steps.map((step) => `${step} s`).join(' or ');
    const message = `step: the code of ${name} changes every ${every}, not every ${stepSeconds} s`;
    faults.push({ path: ['codes', 'step'], message });
  }
  return faults;
}

const KINDS = { totp: 'by time (totp)', hotp: 'by count (hotp)' } as const;
