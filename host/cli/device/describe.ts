import type { FobInfo, LoadedParameters } from '@fobkit/protocol';
import { toHex } from '@fobkit/protocol';
import { formatUtc } from '../terminal/moment.ts';

/** `TOTP SHA1, 6 digits, 30 s`. */
export function describeParameters(parameters: LoadedParameters): string {
  const { mode, algorithm, digits, stepSeconds, suite } = parameters;
  if (mode === 'ocra') return suite ?? 'OCRA';
  const step = stepSeconds === undefined ? '' : `, ${String(stepSeconds)} s`;
  return `${mode.toUpperCase()} ${algorithm}, ${String(digits)} digits${step}`;
}

/** Loaded parameters as plain JSON. */
export function parametersToJson(parameters: LoadedParameters): Record<string, unknown> {
  const { mode, algorithm, digits, serialLabel, purpose } = parameters;
  return {
    mode,
    algorithm,
    digits,
    serial: serialLabel,
    purpose,
    step: parameters.stepSeconds ?? null,
    t0: parameters.t0 ?? null,
    counter: parameters.counter ?? null,
    expiry: parameters.expiry ?? null,
    suite: parameters.suite ?? null,
  };
}

/** The two numbers that name a fob. */
export function namesOf(info: FobInfo): { deviceId: string; serial: string | null } {
  return { deviceId: toHex(info.deviceId), serial: info.loaded?.serialLabel ?? null };
}

export function describeExpiry(expiry: number | undefined): string | undefined {
  return expiry === undefined ? undefined : formatUtc(expiry);
}
