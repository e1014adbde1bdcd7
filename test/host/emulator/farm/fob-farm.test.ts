import { setImmediate as turn } from 'node:timers/promises';
import { FobError, type FobDevice, LinkLostError } from '@fobkit/client';
import { linkTo } from '@fobkit/client/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { FarmBench, FarmEvent, FarmPort } from '../../../../host/emulator/farm/farm-bench.ts';
import { type FarmOptions, FobFarm } from '../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs, type FobWish } from '../../../../host/emulator/farm/fob-wish.ts';
import { inProcessWay, systemWay } from '../../../../host/emulator/farm/way.ts';
import { BATCH_KEY } from '../../../support/raw-host.ts';

const farms: FobFarm[] = [];
const stop = new AbortController();

function farmOf(wishes: readonly FobWish[], options: Partial<FarmOptions> = {}): FobFarm {
  const farm = new FobFarm({ wishes, batchKey: BATCH_KEY, seed: 7, ...options });
  farms.push(farm);
  return farm;
}

const good = (count: number): FobWish[] => drawFobs({ seed: 1, good: count });

afterEach(async () => {
  for (const farm of farms.splice(0)) await farm.close();
});

/** The next event of a bench. */
async function nextOf(events: AsyncGenerator<FarmEvent, undefined>): Promise<FarmEvent> {
  const next = await events.next();
  if (next.done === true) throw new Error('the bench tells nothing more');
  return next.value;
}

async function arrivalOf(events: AsyncGenerator<FarmEvent, undefined>): Promise<FarmPort> {
  const event = await nextOf(events);
  if (event.kind !== 'arrived') throw new Error(`${event.port} left`);
  return event.port;
}

function connect(port: FarmPort): Promise<FobDevice> {
  return port.connect(stop.signal);
}

describe('the order of fobs', () => {
  const options = { seed: 3, good: 20, odd: { dying: 2, loaded: 1 } } as const;

  it('is the same for the same seed, and another for another', () => {
    expect(drawFobs(options)).toEqual(drawFobs(options));
    expect(drawFobs({ ...options, seed: 4 })).not.toEqual(drawFobs(options));
  });

  it('has as many of each kind as are asked for', () => {
    const kinds = drawFobs({ ...options, mishaps: [{ step: 'claim', how: 'pull' }] });
    expect(kinds.filter(({ kind }) => kind === 'good')).toHaveLength(21);
    expect(kinds.filter(({ kind }) => kind === 'dying')).toHaveLength(2);
    expect(kinds.filter(({ mishap }) => mishap !== undefined)).toHaveLength(1);
  });
});

describe('a bench', () => {
  it('fills its ports, and puts the next fob in where one is done', async () => {
    const farm = farmOf(good(3));
    const bench = farm.bench('1-1', 2);
    const events = bench.watch(stop.signal);
    const first = await arrivalOf(events);
    const second = await arrivalOf(events);
    expect([first.name, second.name]).toEqual(['1-1.1', '1-1.2']);
    const { deviceId } = farm.fobs[0] ?? {};
    bench.hear({ kind: 'ended', port: '1-1.1', end: 'done', deviceId: deviceId ?? '' });
    expect(await nextOf(events)).toEqual({ kind: 'left', port: '1-1.1' });
    const third = await arrivalOf(events);
    expect(third.name).toBe('1-1.1');
    const device = await connect(third);
    expect([...device.deviceId]).not.toEqual([...(farm.fobs[0]?.fob.identity.deviceId ?? [])]);
    await device.close();
    expect(farm.waiting).toBe(0);
  });

  it('tells one who looks later of the fobs that are there', async () => {
    const bench = farmOf(good(1)).bench('1-1', 1);
    const before = await arrivalOf(bench.watch(stop.signal));
    expect(await arrivalOf(bench.watch(stop.signal))).toBe(before);
  });

  it.each(['rolled-back', 'left-open'])('gives a fob that was %s once more', async (end) => {
    const bench = farmOf(good(1)).bench('1-1', 1);
    const events = bench.watch(stop.signal);
    await arrivalOf(events);
    const fob = bench.fobAt('1-1.1');
    bench.hear({ kind: 'ended', port: '1-1.1', end, deviceId: fob?.deviceId ?? '' });
    await nextOf(events);
    await arrivalOf(events);
    expect(bench.fobAt('1-1.1')).toBe(fob);
  });

  it('takes no notice of what is said of the fob that was there before', async () => {
    const bench = farmOf(good(2)).bench('1-1', 1);
    await arrivalOf(bench.watch(stop.signal));
    const fob = bench.fobAt('1-1.1');
    bench.hear({ kind: 'ended', port: '1-1.1', end: 'done', deviceId: '00'.repeat(8) });
    await turn();
    expect(bench.fobAt('1-1.1')).toBe(fob);
  });

  it('presses the button of a fob when the station wants that', async () => {
    const bench = farmOf(good(1)).bench('1-1', 1);
    await arrivalOf(bench.watch(stop.signal));
    let pressed = 0;
    bench.fobAt('1-1.1')?.fob.observe(({ kind }) => {
      if (kind === 'press') pressed++;
    });
    bench.hear({ kind: 'press-wanted', port: '1-1.1' });
    expect(pressed).toBe(1);
  });

  it('hands its fobs to another when it is left', async () => {
    const farm = farmOf(good(1));
    const [dead, alive] = [farm.bench('1-1', 1), farm.bench('2-1', 1)];
    await arrivalOf(dead.watch(stop.signal));
    const events = alive.watch(stop.signal);
    const arrival = arrivalOf(events);
    await dead.leave();
    expect((await arrival).name).toBe('2-1.1');
  });
});

describe('a mishap', () => {
  const wishes = (how: 'pull' | 'cut' | 'tear'): FobWish[] => [
    { kind: 'good', mishap: { step: 'load-seed', how } },
  ];
  const step = (bench: FarmBench, name: string): void => {
    bench.hear({ kind: 'step', port: '1-1.1', step: name });
  };

  it.each(['pull', 'cut'] as const)('%s: the link is lost at once, and once', async (how) => {
    const bench = farmOf(wishes(how)).bench('1-1', 1);
    const events = bench.watch(stop.signal);
    const device = await connect(await arrivalOf(events));
    const fob = bench.fobAt('1-1.1');
    step(bench, 'claim');
    await device.getInfo();
    fob?.fob.parts.rtc.set(1);
    step(bench, 'load-seed');
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
    await device.close();
    await nextOf(events);
    const again = await connect(await arrivalOf(events));
    step(bench, 'load-seed');
    await again.getInfo();
    expect(fob?.fob.parts.rtc.valid()).toBe(how === 'pull');
    await again.close();
  });

  it('tear: the next write to the flash fails, and the fob starts anew', async () => {
    const bench = farmOf(wishes('tear')).bench('1-1', 1);
    const device = await connect(await arrivalOf(bench.watch(stop.signal)));
    const fob = bench.fobAt('1-1.1');
    step(bench, 'load-seed');
    const key = fob?.fob.identity.factoryKey ?? new Uint8Array(32);
    const { flash } = fob?.fob.parts ?? {};
    // Each opening writes a few bytes; the tear comes within 160.
    for (let n = 0; flash?.cuts === 0 && n < 200; n++) {
      await device.openChannel(key, { timeoutMs: 20 }).catch(() => undefined);
    }
    expect(flash?.cuts).toBe(1);
    await device.close();
  });
});

describe('odd fobs', () => {
  const infoOf = async (kind: FobWish['kind'], labels?: readonly string[]) => {
    const farm = farmOf([{ kind }, { kind: 'good' }], labels === undefined ? {} : { labels });
    const device = await connect(await arrivalOf(farm.bench('1-1', 1).watch(stop.signal)));
    const info = await device.getInfo();
    const status = await device.getStatus();
    await device.close();
    return { info, status, farm };
  };

  it('of another model say so', async () => {
    expect((await infoOf('wrong-model')).info).toMatchObject({
      model: 'hotp-button',
      lifecycle: 'blank',
    });
  });

  it('of another batch name another key', async () => {
    const { info } = await infoOf('other-batch');
    const { info: usual } = await infoOf('good');
    expect([...info.batchKeyId]).not.toEqual([...usual.batchKeyId]);
  });

  it('that are loaded have a key of somebody’s', async () => {
    expect((await infoOf('loaded')).info).toMatchObject({ lifecycle: 'ready', keyGeneration: 1 });
  });

  it('that are half loaded have the factory key and no clock', async () => {
    const { info } = await infoOf('half-loaded');
    expect(info).toMatchObject({ lifecycle: 'clock-lost', keyGeneration: 0 });
  });

  it('that are mislabelled have a label of the lot', async () => {
    const { info } = await infoOf('mislabelled', ['LOT-1', 'LOT-2']);
    expect(info.loaded?.serialLabel).toMatch(/^LOT-[12]$/);
  });

  it('that are dying have a cell that is nearly empty', async () => {
    const { fobs } = (await infoOf('dying')).farm;
    expect(fobs[0]?.fob.parts.battery.percent()).toBeLessThanOrEqual(2);
  });

  it('that are duplicates have the chip number of a good one', async () => {
    const { farm } = await infoOf('duplicate');
    expect((await farm.next())?.deviceId).toBe(farm.fobs[0]?.deviceId);
  });
});

describe('the ways to a fob', () => {
  it('in this process, as HID, lead to it, and end when it is pulled out', async () => {
    const bench = farmOf(good(1), { way: inProcessWay('hid') }).bench('1-1', 1);
    const device = await connect(await arrivalOf(bench.watch(stop.signal)));
    expect((await device.getInfo()).model).toBe('generic');
    bench.befall('1-1.1', 'pull');
    await expect(device.getInfo()).rejects.toThrow(LinkLostError);
  });

  it.each(['tcp', 'pty'] as const)('by %s are open to other processes', async (kind) => {
    const bench = farmOf(good(1), { way: systemWay(kind) }).bench('1-1', 1);
    const port = await arrivalOf(bench.watch(stop.signal));
    const connection = await linkTo(port.url).open();
    await connection.close();
    const device = await connect(port);
    expect((await device.getInfo()).model).toBe('generic');
    bench.befall('1-1.1', 'cut');
    await expect(device.getInfo()).rejects.toThrow(FobError);
    await device.close();
  });
});
