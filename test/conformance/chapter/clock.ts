import { ticksOfUnixMs } from '@fobkit/client';
import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { type Chapter, load } from './chapter.ts';

export const clock: Chapter = {
  title: 'The clock of a loaded fob moves a little forward and never back',
  async tell(c) {
    const device = await load(c);
    await c.control.advance(86_400);
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    const now = (): number => ticksOfUnixMs(c.control.clock.unixMs());
    await c.ask('GetStatus a day later', () => device.getStatus());
    await c.ask('SetClock ten seconds ahead', () =>
      session.setClock(now() + 10 * TICKS_PER_SECOND),
    );
    await c.ask('SetClock back', () => session.setClock(now()));
    await c.ask('SetClock a day ahead', () => session.setClock(now() + 86_400 * TICKS_PER_SECOND));
    await c.ask('TrimClock', () => session.trimClock(-1_500));
    await c.ask('TrimClock too far', () => session.trimClock(9_999_999));
    await c.ask('GetStatus', () => device.getStatus({ events: 4 }));
    await c.control.advance(86_400);
    await c.ask('GetStatus another day later', () => device.getStatus());
  },
};
