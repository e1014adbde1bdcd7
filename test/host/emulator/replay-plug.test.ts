import {
  CompareRules,
  FobDevice,
  LinkCapture,
  NotAFobError,
  ReplayDevice,
  type Talk,
  talksOf,
} from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { readPcapng } from '@fobkit/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { startFob } from '../../../host/emulator/in-process.ts';
import { openReplayPlug, type ReplayPlace } from '../../../host/emulator/replay-plug.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What a host says that connects and winks. */
async function recorded(): Promise<Talk> {
  const blocks: Uint8Array[] = [];
  const write = (block: Uint8Array): void => {
    blocks.push(block);
  };
  const capture = new LinkCapture({ write, clock: nodeEnv.clock, application: 'test' });
  const device = await FobDevice.connect(capture.of(startFob().link), nodeEnv);
  await device.wink();
  await device.close();
  const [talk] = talksOf(readPcapng(Uint8Array.from(blocks.flatMap((block) => [...block]))));
  if (talk === undefined) throw new Error('nothing was said');
  return talk;
}

async function served(talk: Talk, place: ReplayPlace) {
  const device = new ReplayDevice(talk, new CompareRules());
  const said: boolean[] = [];
  const plug = await openReplayPlug(device, place, () => said.push(device.finished));
  closing.push(() => plug.close());
  return { device, plug, said };
}

describe.each([{ kind: 'pty' }, { kind: 'tcp' }] as const)('a captured fob by $kind', (place) => {
  it('answers a host that says the same', async () => {
    const { device, plug, said } = await served(await recorded(), place);
    const fob = await FobDevice.connect(linkTo(plug.url), nodeEnv);
    await fob.wink();
    await fob.close();
    expect(device.report).toMatchObject({ messages: 4, sent: 2, compared: 2 });
    expect(device.report.mismatch).toBeUndefined();
    expect(said).toEqual([false, true]);
  });

  it('keeps silent before a host that says something else', async () => {
    const { device, plug } = await served(await recorded(), place);
    const fob = await FobDevice.connect(linkTo(plug.url), nodeEnv, { timeoutMs: 20, resends: 0 });
    await expect(fob.getStatus()).rejects.toHaveProperty('code', 'timeout');
    await fob.close();
    expect(device.report.mismatch).toMatchObject({
      message: 3,
      name: 'Wink request',
      kind: 'differs',
    });
  });
});

it('a captured fob is told from something that is none', async () => {
  const { plug } = await served({ name: 'nobody', steps: [] }, { kind: 'tcp' });
  const wire = { timeoutMs: 20, resends: 0 };
  await expect(FobDevice.connect(linkTo(plug.url), nodeEnv, wire)).rejects.toThrow(NotAFobError);
});
