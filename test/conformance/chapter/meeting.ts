import type { Chapter } from './chapter.ts';

export const meeting: Chapter = {
  title: 'A blank fob tells of itself',
  async tell(c) {
    const device = await c.connect();
    c.say(`= capabilities: ${[...device.capabilities].join(' ')}`);
    await c.ask('info', () => device.info());
    await c.ask('GetInfo', () => device.getInfo());
    await c.ask('GetStatus', () => device.getStatus());
    await c.ask('GetStatus with events', () => device.getStatus({ events: 16 }));
    await c.ask('SelfTest', () => device.selfTest());
    await c.ask('Wink', () => device.wink());
    await c.ask('ReadDisplay, lit', () => device.readDisplay());
    await c.control.advance(0.25);
    await c.ask('ReadDisplay, between', () => device.readDisplay());
    await c.control.advance(3);
    await c.ask('ReadDisplay, dark', () => device.readDisplay());
    await c.ask('ReadCode', () => device.readCode());
    c.control.press();
    await c.control.advance(1);
    await c.ask('ReadDisplay after a press', () => device.readDisplay());
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    await c.ask('KeyCheck', () =>
      session.keyCheck({ seed: new Uint8Array(20), parameters: PARAMETERS }),
    );
    await c.ask('Wipe', () => session.wipe());
    await c.hangUp(device);
    const again = await c.connect();
    await c.ask('GetStatus of the next host', () => again.getStatus({ events: 2 }));
  },
};

const PARAMETERS = {
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'A',
  purpose: 'test',
} as const;
