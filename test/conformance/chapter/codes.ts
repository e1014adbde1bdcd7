import type { LoadedParameters } from '@fobkit/protocol';
import type { Conversation } from '../conversation.ts';
import { type Chapter, HOTP, load, OCRA, TOTP } from './chapter.ts';

const KINDS: readonly Partial<LoadedParameters>[] = [
  { algorithm: 'SHA1', digits: 4 },
  { algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
  { algorithm: 'SHA512', digits: 10, stepSeconds: 1, t0: 1_700_000_000 },
];

export const timeCodes: Chapter = {
  title: 'Codes by time',
  async tell(c) {
    const device = await load(c);
    await c.ask('ReadCode', () => device.readCode());
    await c.control.advance(29);
    await c.ask('ReadCode late in the step', () => device.readCode());
    await c.control.advance(2);
    await c.ask('ReadCode in the next step', () => device.readCode());
    await c.ask('ReadCode with a challenge', () => device.readCode({ challenge: '12345678' }));
    await wipe(c, device);
    await c.hangUp(device);
    for (const kind of KINDS) {
      const other = await load(c, { ...TOTP, ...kind });
      await c.ask('ReadCode', () => other.readCode());
      await wipe(c, other);
      await c.hangUp(other);
    }
  },
};

export const counterCodes: Chapter = {
  title: 'Codes by counter',
  async tell(c) {
    const device = await load(c, HOTP);
    await c.ask('ReadCode', () => device.readCode());
    await c.ask('ReadCode again', () => device.readCode());
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadDisplay after a press', () => device.readDisplay());
    await c.ask('ReadCode of the press', () => device.readCode());
    await c.ask('ReadCode of the next', () => device.readCode());
    await c.ask('GetStatus', () => device.getStatus());
  },
};

export const challenges: Chapter = {
  title: 'Codes by challenge',
  async tell(c) {
    const device = await load(c, OCRA);
    await c.ask('ReadCode', () => device.readCode({ challenge: '12345678' }));
    await c.ask('ReadCode of another', () => device.readCode({ challenge: '00000000' }));
    await c.ask('ReadCode without a challenge', () => device.readCode());
    await c.ask('ReadCode of letters', () => device.readCode({ challenge: 'ABCDEFGH' }));
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadDisplay after a press', () => device.readDisplay());
  },
};

export const presses: Chapter = {
  title: 'A production fob gives its code to one who pressed',
  async tell(c) {
    const device = await load(c, { ...TOTP, purpose: 'production' });
    await c.ask('ReadCode', () => device.readCode());
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadCode after a press', () => device.readCode());
    await c.ask('ReadCode again', () => device.readCode());
    await c.ask('ReadDisplay after the press was used', () => device.readDisplay());
    await c.control.advance(40);
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadDisplay after another press', () => device.readDisplay());
    await c.control.advance(40);
    c.control.press();
    await c.control.advance(32);
    await c.ask('ReadCode 32 s after a press', () => device.readCode());
    const onPressWanted = (): void => {
      c.control.press();
    };
    await c.ask('ReadCode, waiting for a press', () =>
      device.readCode({ waitForPressMs: 5_000, onPressWanted }),
    );
    await c.ask('ReadCode, waiting in vain', () => device.readCode({ waitForPressMs: 1_000 }));
  },
};

export const expiry: Chapter = {
  title: 'A fob expires',
  async tell(c) {
    const end = Math.floor(c.control.clock.unixMs() / 1000) + 3600;
    const device = await load(c, { ...TOTP, expiry: end });
    await c.ask('ReadCode', () => device.readCode());
    await c.control.advance(3_601);
    await c.ask('ReadCode, expired', () => device.readCode());
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadDisplay, expired', () => device.readDisplay());
    await c.ask('GetStatus', () => device.getStatus({ events: 16 }));
  },
};

async function wipe(c: Conversation, device: Awaited<ReturnType<typeof load>>): Promise<void> {
  const session = await c.control.settle(device.openChannel(c.factoryKey));
  await c.ask('Wipe', () => session.wipe());
}
