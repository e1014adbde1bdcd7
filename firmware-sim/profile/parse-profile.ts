import * as v from 'valibot';
import type { FobType } from './fob-type.ts';
import { profileSchema, tokenProfileSchema } from './profile-schema.ts';
import type { Profile } from './profile.ts';

/** A profile that cannot be used. `field` is its path, as `parts.lcd.positions`. */
export class ProfileError extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`profile: ${field === '' ? 'the whole' : field}: ${problem}`);
    this.name = 'ProfileError';
    this.field = field;
  }
}

/**
 * A profile from somebody's JSON, checked: each field, and that the fields agree. Throws
 * ProfileError naming the first field that does not.
 */
export function parseProfile(input: unknown): Profile {
  const profile: Profile = parse(profileSchema, input);
  for (const [field, holds, problem] of agreements(profile)) {
    if (!holds) throw new ProfileError(field, problem);
  }
  return profile;
}

/** As `parseProfile`, of whatever maker: `product.protocol` tells. */
export function parseFobType(input: unknown): FobType {
  return v.is(ofToken, input) ? parse(tokenProfileSchema, input) : parseProfile(input);
}

const ofToken = v.object({ product: v.object({ protocol: v.literal('nitrokey-pro') }) });

function parse<const S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new ProfileError(v.getDotPath(issue) ?? '', problemOf(issue));
}

/** The schema speaks of keys and types; its reader wrote a file. */
function problemOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (type !== 'strict_object') return message;
  if (expected === 'never') return 'is an unknown field';
  return expected === 'Object' ? 'must be an object' : 'is missing';
}

type Agreement = readonly [field: string, holds: boolean, problem: string];

/** What fields must say of each other. */
function agreements(profile: Profile): readonly Agreement[] {
  const { product, parts, serial, preset } = profile;
  return [
    [
      'product.modes',
      product.display.style === 'press' || product.modes.every((mode) => mode === 'totp'),
      'only totp has a code that a display can show without a press',
    ],
    [
      'product.maxDigits',
      product.maxDigits >= product.minDigits,
      'must not be less than product.minDigits',
    ],
    [
      'parts.lcd.positions',
      parts.lcd.positions >= product.maxDigits,
      'too few for product.maxDigits',
    ],
    ['product.serialPattern', product.serialPattern === serial.pattern, 'must be serial.pattern'],
    [
      'serial.example',
      new RegExp(`^(?:${serial.pattern})$`, 'u').test(serial.example),
      'does not fit serial.pattern',
    ],
    [
      'product.steps',
      product.steps === 'any' || product.steps.length > 0 || !product.modes.includes('totp'),
      'must name a step for totp',
    ],
    ['preset', preset === undefined || offered(profile, preset), 'is not what product offers'],
  ];
}

function offered({ product }: Profile, preset: NonNullable<Profile['preset']>): boolean {
  return (
    product.modes.includes(preset.mode) &&
    product.algorithms.includes(preset.algorithm) &&
    preset.digits >= product.minDigits &&
    preset.digits <= product.maxDigits &&
    (preset.mode !== 'totp' ||
      product.steps === 'any' ||
      product.steps.includes(preset.stepSeconds))
  );
}
