import { ticksOfUnixMs } from '@fobkit/client';
import type { LoadedParameters } from '@fobkit/protocol';
import { SEED } from '../../support/raw-host.ts';
import type { Conversation } from '../conversation.ts';
import { type Chapter, HOTP, load, OCRA, provisionBy, START, TOTP } from './chapter.ts';

export const provisioning: Chapter = {
  title: 'A fob is provisioned, wiped and provisioned again',
  async tell(c) {
    const device = await load(c);
    await c.ask('GetInfo', () => device.getInfo());
    await c.ask('provision again the same', () => provisionBy(c, device, TOTP));
    await c.ask('provision another', () => provisionBy(c, device, { ...TOTP, digits: 8 }));
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    await c.ask('LoadSeed when loaded', () => session.loadSeed({ seed: SEED, parameters: TOTP }));
    await c.ask('KeyCheck', () => session.keyCheck({ seed: SEED, parameters: TOTP }));
    const other = SEED.map((byte) => byte ^ 1);
    await c.ask('KeyCheck of another seed', () =>
      session.keyCheck({ seed: other, parameters: TOTP }),
    );
    const key = new Uint8Array(32).fill(0x33);
    await c.ask('RotateTransportKey to the factory key', () =>
      session.rotateTransportKey(c.factoryKey),
    );
    await c.ask('RotateTransportKey', () => session.rotateTransportKey(key));
    await c.ask('OpenChannel with the old key', () => device.openChannel(c.factoryKey));
    const rotated = await c.control.settle(device.openChannel(key));
    await c.ask('Wipe', () => rotated.wipe());
    await c.ask('GetInfo, blank', () => device.getInfo());
    await c.ask('provision after the wipe', () => provisionBy(c, device, HOTP));
    await c.ask('GetStatus', () => device.getStatus({ events: 16 }));
  },
};

/** Each is refused by the fob itself: the client's own checks are not asked. */
const REFUSED: Readonly<Record<string, Partial<LoadedParameters>>> = {
  'an algorithm': { algorithm: 'SHA512' },
  'nine digits': { digits: 9 },
  'a step': { stepSeconds: 30 },
  'a label': { serialLabel: 'SKTH00000017' },
  'an expiry': { expiry: START - 1 },
};

export const refusedLoads: Chapter = {
  title: 'A fob refuses what its type cannot do',
  fob: { profile: 'sid700' },
  async tell(c) {
    const device = await c.connect();
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    const clock = ticksOfUnixMs(c.control.clock.unixMs());
    await c.ask('SetClock', () => session.setClock(clock));
    const fits: LoadedParameters = { ...TOTP, serialLabel: '000158423177', stepSeconds: 60 };
    for (const [what, change] of Object.entries(REFUSED)) {
      const parameters = { ...fits, ...change };
      await c.ask(`LoadSeed with ${what} it has not`, () =>
        session.loadSeed({ seed: SEED, parameters }),
      );
    }
    const byCounter = { ...HOTP, serialLabel: fits.serialLabel };
    await c.ask('LoadSeed with a mode it has not', () =>
      session.loadSeed({ seed: SEED, parameters: byCounter }),
    );
    await c.ask('LoadSeed of 15 bytes for production', () =>
      session.loadSeed({
        seed: SEED.slice(0, 15),
        parameters: { ...fits, purpose: 'production' },
      }),
    );
    await c.ask('LoadSeed of 65 bytes', () =>
      session.loadSeed({ seed: new Uint8Array(65), parameters: fits }),
    );
    await c.ask('LoadSeed of what fits', () =>
      session.loadSeed({ seed: SEED.slice(0, 15), parameters: fits }),
    );
    await c.ask('GetInfo', () => device.getInfo());
  },
};

export const suites: Chapter = {
  title: 'A fob refuses OCRA suites that it can never answer',
  async tell(c) {
    const device = await c.connect();
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    await loadSuite(c, session, 'OCRA-1:HOTP-SHA1-6:QN08-PSHA1');
    await loadSuite(c, session, 'OCRA-1:HOTP-SHA256-6:QN08');
    await loadSuite(c, session, 'no suite');
  },
};

async function loadSuite(
  c: Conversation,
  session: Awaited<ReturnType<Awaited<ReturnType<typeof load>>['openChannel']>>,
  suite: string,
): Promise<void> {
  await c.ask(`LoadSeed for ${suite}`, () =>
    session.loadSeed({ seed: SEED, parameters: { ...OCRA, suite } }),
  );
}
