import type { FobDevice } from '@fobkit/client';
import type { Conversation } from '../conversation.ts';
import type { FaultWords } from '../reach.ts';
import { type Chapter, HOTP, load } from './chapter.ts';

const ONCE: FaultWords = { onNth: '1' };

/** Words of each fault that one frame meets. */
const FRAME_FAULTS: readonly string[] = [
  'frame.drop to-fob',
  'frame.drop to-host',
  'frame.corrupt to-fob',
  'frame.corrupt to-host',
  'frame.duplicate to-fob',
  'frame.duplicate to-host',
  'frame.delay 300 to-fob',
  'frame.delay 1500 to-host',
  'frame.truncate 8 to-fob',
  'frame.truncate 8 to-host',
  'reply.status flash-failed',
  'reply.status internal',
];

export const brokenFrames: Chapter = {
  title: 'A request whose frames suffer happens once all the same',
  about: 'damage',
  async tell(c) {
    const device = await load(c, HOTP);
    for (const words of FRAME_FAULTS) {
      await under(c, words, ONCE, () => c.ask(`ReadCode under ${words}`, () => device.readCode()));
      await c.control.advance(5);
    }
    tellCounters(c, device);
    await c.ask('GetStatus', () => device.getStatus());
  },
};

/** Words of each fault that single bytes meet, with the byte. */
const BYTE_FAULTS: readonly (readonly [words: string, options: FaultWords])[] = [
  ['wire.drop to-fob', { onNth: '5' }],
  ['wire.drop to-host', { onNth: '5' }],
  ['wire.corrupt to-fob', { onNth: '7' }],
  ['wire.corrupt to-host', { onNth: '7' }],
  ['wire.duplicate to-fob', { onNth: '9' }],
  ['wire.duplicate to-host', { onNth: '9' }],
  ['wire.delay 250 to-host', { onNth: '3' }],
];

export const brokenBytes: Chapter = {
  title: 'A request whose bytes suffer is sent again',
  about: 'damage',
  async tell(c) {
    const device = await load(c);
    for (const [words, options] of BYTE_FAULTS) {
      await under(c, words, options, () =>
        c.ask(`ReadCode under ${words}`, () => device.readCode()),
      );
    }
    tellCounters(c, device);
  },
};

export const silence: Chapter = {
  title: 'A fob that does not answer, or leaves',
  async tell(c) {
    const device = await load(c);
    await under(c, 'frame.drop to-host', {}, () => c.ask('GetInfo', () => device.getInfo()));
    await c.ask('GetInfo when the wire is mended', () => device.getInfo());
    const session = await c.control.settle(device.openChannel(c.factoryKey));
    await under(c, 'frame.drop to-host', {}, () =>
      c.ask('TrimClock, and no reply', () => session.trimClock(100)),
    );
    await c.ask('TrimClock over the same channel', () => session.trimClock(200));
    await c.ask('GetStatus', () => device.getStatus());
    await c.control.unplug();
    await c.ask('GetInfo, unplugged', () => device.getInfo());
    await c.hangUp(device);
    c.control.replug();
    const again = await c.connect();
    await c.ask('GetStatus, plugged in again', () => again.getStatus({ events: 2 }));
    c.control.fault('link.unplug', { onNth: 'byte.to-fob:12' });
    await c.ask('GetInfo, unplugged in the middle', () => again.getInfo());
    await c.hangUp(again);
    c.control.replug();
    await c.hangUp(await c.connect());
  },
};

async function under(
  c: Conversation,
  words: string,
  options: FaultWords,
  act: () => Promise<void>,
): Promise<void> {
  const fault = c.control.fault(words, options);
  await act();
  c.say(`= ${words}: ${fault.fired ? 'fired' : 'never fired'}`);
  fault.clear();
}

function tellCounters(c: Conversation, device: FobDevice): void {
  c.say(`= counters: ${JSON.stringify(device.counters)}`);
}
