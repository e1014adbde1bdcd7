import { describe, expect } from 'vitest';
import { fobTest } from '../../../host/testing/vitest.ts';

const URI = 'otpauth://totp/a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

fobTest('a test has a fob in five lines', async ({ fob }) => {
  await fob.provision({ uri: URI });
  fob.press();
  expect(fob.lcd.text).toBe(await fob.code());
  expect(fob.lcd.text).toVerify(URI, { at: fob.worldTime });
  expect(fob).toShowCode();
});

fobTest('each test has a fob of its own', async ({ fob }) => {
  expect((await fob.device.getInfo()).lifecycle).toBe('blank');
});

describe('a suite of always-on fobs', () => {
  fobTest.override({ fobOptions: { profile: 'sid700', worldTime: '2028-02-29T00:00:00Z' } });

  fobTest('has fobs as it asks for', async ({ fob }) => {
    await fob.provision();
    expect(fob.emulated.profile.name).toBe('sid700');
    expect(fob.worldTime.toISOString()).toBe('2028-02-29T00:00:00.000Z');
    expect(fob).toShowCode({ window: 0 });
  });
});

fobTest.for([4, 10])('a table of %i digits', async (digits, { fob }) => {
  await fob.provision({ digits });
  expect(await fob.code()).toHaveLength(digits);
});

describe('the messages of matchers', () => {
  fobTest('name the time, and neither key nor URI', async ({ fob }) => {
    await fob.provision({ uri: URI });
    const judge = (): void => {
      expect('123456').toVerify(URI, { at: fob.worldTime });
    };
    expect(judge).toThrow(
      'expected code 123456 to verify at 2027-01-01T00:00:00.000Z, and it does',
    );
    expect(judge).not.toThrow('GEZDG');
  });

  fobTest('tell how far off a code is', async ({ fob }) => {
    await fob.provision({ uri: URI });
    const code = await fob.code();
    fob.advance('30s');
    expect(() => {
      expect(code).not.toVerify(URI, { at: fob.worldTime });
    }).toThrow('1 steps late');
  });

  fobTest('draw the LCD', async ({ fob }) => {
    await fob.provision({ uri: URI });
    expect(() => {
      expect(fob).toShowCode();
    }).toThrow(/It shows:\n╭─+╮/);
  });

  fobTest('refuse what is no fob and no code', () => {
    expect(() => {
      expect('a fob').toShowCode();
    }).toThrow('expected a fob of startTestFob');
    expect(() => {
      expect(123456).toVerify(URI, { at: 0 });
    }).toThrow('expected a code, got number');
  });
});
