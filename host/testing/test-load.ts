import { type LoadedParameters, type SeedLoad } from '@fobkit/protocol';
import type { Profile } from '@fobkit/emulator';
import { type CodeKey, codeKeyOf } from './verification.ts';

/** What a fob is provisioned with. Whatever is absent is what its type usually gets. */
export interface TestLoad extends Partial<LoadedParameters> {
  /** An `otpauth:` URI with the seed and the rules of its codes. */
  readonly uri?: string;
  /** Instead of the one in the URI; drawn if neither is there. */
  readonly seed?: Uint8Array;
  /** The fob's present transport key; the one that it came from the factory with if absent. */
  readonly transportKey?: Uint8Array;
}

const PRESET = { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;

/** The seed and parameters of a load for a fob of this type. */
export function loadFor(
  profile: Profile,
  load: TestLoad,
  drawSeed: () => Uint8Array,
): CodeKey & { readonly parameters: LoadedParameters } {
  const { uri, seed: given, transportKey: _, ...wanted } = load;
  const key = uri === undefined ? undefined : codeKeyOf(uri);
  const rules = { ...PRESET, ...profile.preset, ...key?.parameters, ...wanted };
  const { mode, algorithm, digits, expiry } = rules;
  return {
    seed: given ?? key?.seed ?? drawSeed(),
    parameters: {
      mode,
      algorithm,
      digits,
      serialLabel: rules.serialLabel ?? profile.serial.example,
      purpose: rules.purpose ?? 'test',
      ...modeRules(rules),
      ...(expiry === undefined ? {} : { expiry }),
    },
  };
}

type Rules = Partial<LoadedParameters>;

/** The fields that belong to the mode: a fob refuses those of another. */
function modeRules({ mode, stepSeconds, t0, counter, suite }: Rules): Partial<SeedLoad> {
  const from = { counter: counter ?? 0 };
  if (mode === 'hotp') return from;
  if (mode === 'ocra') return suite === undefined ? from : { ...from, suite };
  return { stepSeconds: stepSeconds ?? PRESET.stepSeconds, t0: t0 ?? 0 };
}
