import { type Algorithm, type FobInfo, type OtpMode, toHex } from '@fobkit/protocol';
import type { Profile } from '@fobkit/emulator';
import { usage } from '../program/cli-error.ts';
import { runningSimsOrNone } from '../sim/sims.ts';

/** Parameters that stand where the command line says nothing. */
export interface Usual {
  readonly mode: OtpMode;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly stepSeconds: number;
}

/**
 * The shipped fob type that the fob is of; undefined where it is of another. The rig of an emulated
 * fob knows better than GetInfo: a type of somebody's own may bear the model of a shipped one.
 */
export async function shippedProfileOf(info: FobInfo): Promise<Profile | undefined> {
  const deviceId = toHex(info.deviceId);
  const sim = (await runningSimsOrNone()).find((one) => one.deviceId === deviceId);
  const { profiles } = await import('@fobkit/emulator');
  return profiles.find(({ name, product }) =>
    sim === undefined ? product.model === info.model : name === sim.profile,
  );
}

/** @throws CliError where the fob would refuse the label after its clock is set. */
export function checkLabel(label: string, { name, serial }: Profile): void {
  if (new RegExp(`^(?:${serial.pattern})$`, 'u').test(label)) return;
  throw usage(
    `the serial label ${label} does not fit the profile ${name}: ` +
      `it is written ${serial.pattern}, such as ${serial.example}. Nothing was changed.`,
  );
}

/** What the fob leaves no choice in, then what its type usually gets, then TOTP SHA1, 6, 30 s. */
export function usualOf({ features }: FobInfo, profile: Profile | undefined): Usual {
  const { modes, algorithms, minDigits, maxDigits, steps } = features;
  const { preset } = profile ?? {};
  return {
    mode: only(modes) ?? preset?.mode ?? 'totp',
    algorithm: only(algorithms) ?? preset?.algorithm ?? 'SHA1',
    digits: minDigits === maxDigits ? minDigits : (preset?.digits ?? 6),
    stepSeconds: only(steps ?? []) ?? preset?.stepSeconds ?? 30,
  };
}

function only<T>(values: readonly T[]): T | undefined {
  return values.length === 1 ? values[0] : undefined;
}
