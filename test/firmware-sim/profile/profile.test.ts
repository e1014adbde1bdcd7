import { describe, expect, it } from 'vitest';
import { Battery } from '../../../firmware-sim/hardware/battery.ts';
import { findProfile, profiles } from '../../../firmware-sim/profile/profiles.ts';
import { parseProfile, ProfileError } from '../../../firmware-sim/profile/parse-profile.ts';
import type { Profile } from '../../../firmware-sim/profile/profile.ts';

const SECOND = 32_768;
const YEAR = 31_557_600 * SECOND;

function named(name: string): Profile {
  const profile = findProfile(name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

/** A profile as a stranger's JSON, with one field (a dotted path) changed; undefined drops it. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(named('generic')));
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, last);
  else at[last] = value;
  return copy;
}

function fieldOf(input: unknown): string {
  try {
    parseProfile(input);
  } catch (error) {
    if (error instanceof ProfileError) {
      expect(error.message).toContain(error.field);
      return error.field;
    }
    throw error;
  }
  return 'accepted';
}

/** Years until the cell is empty, with as many displays of the code a day. */
function yearsOf(profile: Profile, displaysADay: number): number {
  const battery = new Battery(profile.parts.battery);
  const { style, onSeconds } = profile.product.display;
  const display = profile.parts.battery.loadsNa['display'] ?? 0;
  const share = style === 'always' ? 1 : (displaysADay * onSeconds) / 86_400;
  battery.setLoad('display', Math.round(display * share));
  battery.switchLoad('display', true);
  return battery.worldTicksUntilFlat(200) / YEAR;
}

describe('profiles', () => {
  it('are the seven fob types, found by name', () => {
    expect(profiles.map((profile) => profile.name)).toEqual([
      'generic',
      'shinkin-hardware',
      'shinkin-app',
      'sid700',
      'eight-sha256',
      'hotp-button',
      'yucho-card',
    ]);
    expect(findProfile('sid700')?.product.steps).toEqual([60]);
    expect(findProfile('nonesuch')).toBeUndefined();
  });

  it.each(profiles.map((profile) => [profile.name, profile] as const))(
    '%s is a valid profile that survives JSON',
    (_name, profile) => {
      expect(parseProfile(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    },
  );

  it('shinkin-hardware does what the manuals and the banks say', () => {
    const { product } = named('shinkin-hardware');
    expect([product.minDigits, product.maxDigits]).toEqual([6, 6]);
    expect(product.endOfLife.presses).toBe(8000);
    expect(product.lowBattery).toEqual([{ belowPercent: 10, text: 'bAtt 0{d}' }]);
    expect(product.display).toMatchObject({
      style: 'press',
      onSeconds: 30,
      secondPressTurnsOff: true,
      countdown: 'none',
    });
  });

  it('shinkin-app shows six digits, seconds and a label as SKTS00509641', () => {
    const { product, serial } = named('shinkin-app');
    expect(product.display).toMatchObject({ style: 'app', countdown: 'seconds' });
    expect([product.maxDigits, product.steps, serial.example]).toEqual([6, [30], 'SKTS00509641']);
  });

  it('generic takes every mode and algorithm, 4 to 10 digits and any step', () => {
    const { product } = named('generic');
    expect(product).toMatchObject({ minDigits: 4, maxDigits: 10, steps: 'any' });
    expect(product.modes).toHaveLength(3);
    expect(product.algorithms).toHaveLength(3);
  });

  it('have cells that last as long as their makers say', () => {
    expect(yearsOf(named('shinkin-hardware'), 8000 / 5 / 365)).toBeGreaterThan(5);
    expect(yearsOf(named('shinkin-hardware'), 8000 / 5 / 365)).toBeLessThan(7);
    expect(yearsOf(named('yucho-card'), 1)).toBeGreaterThan(5);
    expect(yearsOf(named('sid700'), 0)).toBeGreaterThan(7);
    expect(yearsOf(named('sid700'), 0)).toBeLessThan(9);
    expect(yearsOf(named('hotp-button'), 14_000 / 4 / 365)).toBeGreaterThan(4);
    expect(yearsOf(named('eight-sha256'), 2)).toBeGreaterThan(5);
    expect(yearsOf(named('shinkin-app'), 10)).toBeGreaterThan(5);
  });
});

describe('parseProfile', () => {
  it.each<[string, unknown]>([
    ['name', 'Not Kebab'],
    ['title.ja', undefined],
    ['wire', 'radio'],
    ['product.minDigits', 3],
    ['product.display.style', 'sometimes'],
    ['product.modes', []],
    ['product.modes', ['totp', 'totp']],
    ['product.steps', Array.from({ length: 17 }, (_, i) => i + 1)],
    ['product.firmwareVersion', '版'.repeat(11)],
    ['product.serialPattern', '('],
    ['parts.lcd.positions', '10'],
    ['parts.battery.capacityMicroampHours', -1],
    [
      'parts.battery.openCircuit',
      [
        [10, 3000],
        [0, 2000],
      ],
    ],
    ['parts.crystal.parabolaPpb', 3.5],
    ['face.colours.body', 'url(http://example)'],
    ['preset.digits', 11],
  ])('refuses a wrong %s and names it', (path, value) => {
    expect(fieldOf(changed(path, value))).toBe(path);
  });

  it.each<[string, string, unknown]>([
    ['product.maxDigits', 'product.minDigits', 10],
    ['parts.lcd.positions', 'parts.lcd.positions', 9],
    ['product.serialPattern', 'serial.pattern', '[0-9]+'],
    ['serial.example', 'serial.example', 'no blanks allowed'],
    ['product.steps', 'product.steps', []],
    ['product.modes', 'product.display.style', 'always'],
    ['product.modes', 'product.display.style', 'app'],
    ['preset', 'preset.algorithm', 'SHA512'],
  ])('refuses fields that disagree, naming %s', (field, path, value) => {
    const input = changed(path, value) as Profile;
    const product = { ...input.product };
    if (path === 'product.minDigits') Object.assign(product, { maxDigits: 9 });
    if (path === 'preset.algorithm') Object.assign(product, { algorithms: ['SHA1'] });
    expect(fieldOf({ ...input, product })).toBe(field);
  });

  it('refuses an unknown field, a list, null and a text', () => {
    expect(fieldOf(changed('face.colours.glitter', '#fff'))).toBe('face.colours.glitter');
    for (const input of [[], null, 'generic', 7]) expect(fieldOf(input)).not.toBe('accepted');
  });
});
