import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  formatNitrokeyUrl,
  type NitrokeyUrl,
  parseNitrokeyUrl,
} from '../../../../host/client/nitrokey/nitrokey-url.ts';

const TOTP3 = { kind: 'totp', index: 3 } as const;

const GOOD: readonly (readonly [string, NitrokeyUrl])[] = [
  ['nitrokey:', {}],
  ['nitrokey:#totp3', { slot: TOTP3 }],
  ['nitrokey:/dev/hidraw0', { path: '/dev/hidraw0' }],
  ['nitrokey:/dev/hidraw0#totp3', { path: '/dev/hidraw0', slot: TOTP3 }],
  ['nitrokey:5f11', { serial: '5f11' }],
  ['nitrokey:5f11#hotp0', { serial: '5f11', slot: { kind: 'hotp', index: 0 } }],
  ['nitrokey:DevSrvsID:4295', { path: 'DevSrvsID:4295' }],
  [
    'nitrokey:\\\\?\\hid#vid_20a0&pid_4108#7&2#{4d1e55b2-f16f-11cf-88cb-001111000030}#totp3',
    {
      path: '\\\\?\\hid#vid_20a0&pid_4108#7&2#{4d1e55b2-f16f-11cf-88cb-001111000030}',
      slot: TOTP3,
    },
  ],
];

describe('nitrokey: URL', () => {
  it.each(GOOD)('%s is read and written', (text, url) => {
    expect(parseNitrokeyUrl(text)).toEqual(url);
    expect(formatNitrokeyUrl(url)).toBe(text);
  });

  it('the number of a card may have zeros in front and capitals', () => {
    expect(parseNitrokeyUrl('nitrokey:000000000000000000005F11')).toEqual({ serial: '5f11' });
    expect(parseNitrokeyUrl('nitrokey:0000')).toEqual({ serial: '0' });
  });

  it.each(['hid:/dev/hidraw0', 'nitrokey:#totp15', 'nitrokey:somewhere', 'nitrokey:5f11#slot'])(
    '%s is refused',
    (text) => {
      expect(() => parseNitrokeyUrl(text)).toThrow(UsageError);
    },
  );
});
