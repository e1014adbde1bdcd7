import { type Chapter, load } from './chapter.ts';

export const wrongKeys: Chapter = {
  title: 'Wrong transport keys are counted and delay the next',
  async tell(c) {
    const device = await load(c);
    const wrong = new Uint8Array(32).fill(0x99);
    for (let i = 1; i <= 4; i++) {
      await c.ask(`OpenChannel with a wrong key, ${String(i)}`, () => device.openChannel(wrong));
    }
    await c.ask('GetStatus', () => device.getStatus({ events: 4 }));
    await c.ask('OpenChannel with the right key at once', () => device.openChannel(c.factoryKey));
    await c.ask('OpenChannel, waiting', async () => {
      await device.openChannel(c.factoryKey, { waitForDelayMs: 60_000 });
    });
    await c.ask('GetStatus afterwards', () => device.getStatus());
  },
};
