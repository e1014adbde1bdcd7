import { startControl, type ControlServer } from '@fobkit/firmware-sim/control';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ControlClient } from '../../../host/emulator/control-client.ts';
import { ControlError, SimGoneError } from '../../../host/emulator/control-error.ts';
import { newFob } from '../../../host/emulator/in-process.ts';
import { LiveClock } from '../../../host/emulator/live-clock.ts';
import type { SimHandle } from '../../../host/emulator/sim-handle.ts';
import { BATCH_KEY, DEVICE_ID } from '../../support/raw-host.ts';
import { ToyClock } from './toy-clock.ts';

let server: ControlServer;
let control: ControlClient;
let fob: SimHandle;

beforeEach(async () => {
  const clock = new ToyClock();
  const time = new LiveClock({ clock, frozen: true });
  const live = time.add(
    newFob({ batchKey: BATCH_KEY, deviceId: DEVICE_ID, seed: 1, unixTime: clock.unix / 1000 }),
  );
  server = await startControl({ host: { fobs: [live], shutdown: () => undefined } });
  control = new ControlClient(server.url, server.token);
  fob = control.fob(live.deviceId);
});

afterEach(() => server.close());

describe('ControlClient', () => {
  it('does to the fob what a hand can', async () => {
    expect((await fob.hold()).buttonHeld).toBe(true);
    expect((await fob.release()).buttonHeld).toBe(false);
    expect((await fob.act({ action: 'temperature', celsius: 60 })).celsius).toBe(60);
    expect((await fob.act({ action: 'crystal', driftPpm: 42 })).driftPpm).toBe(42);
    const before = (await fob.status()).worldTicks;
    expect((await fob.advance(3600)).worldTicks - before).toBe(3600 * 32_768);
    expect((await control.fobs()).map(({ deviceId }) => deviceId)).toEqual([fob.deviceId]);
  });

  it('sees the LCD as data, as a drawing and as pictures', async () => {
    await fob.press();
    await fob.advance(1);
    expect((await fob.lcd()).on).toBe(true);
    expect(await fob.lcdText()).toContain('╭');
    expect(await fob.svg({ side: 'back' })).toContain('<svg');
    expect([...(await fob.png({ width: 100 })).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  it('arms, tells and clears faults', async () => {
    const armed = await fob.armFault({ words: ['lcd.segment', '2d'] });
    expect(armed.text).toContain('lcd.segment 2d');
    expect((await fob.faults()).map(({ id }) => id)).toEqual([armed.id]);
    await fob.clearFaults(armed.id);
    expect((await fob.faults())[0]?.state).not.toBe('acting');
    expect((await control.faultKinds()).map(({ kind }) => kind)).toContain('lcd.segment');
  });

  it('puts the fob back to its snapshot', async () => {
    const { worldTicks } = await fob.status();
    const snapshot = await fob.snapshot();
    await fob.advance(1000);
    expect((await fob.restore(snapshot)).worldTicks).toBe(worldTicks);
  });

  it('names the field that was refused', async () => {
    const refused = fob.act({ action: 'battery', percent: 101 });
    await expect(refused).rejects.toThrow(ControlError);
    await expect(refused).rejects.toMatchObject({ status: 400, field: 'percent' });
  });

  it('goes on with the events where another stream ended', async () => {
    await fob.press();
    await fob.advance(1);
    const kinds: string[] = [];
    let last = '';
    for await (const { id, event } of control.events({ after: '0', deviceId: fob.deviceId })) {
      expect(event).toMatchObject({ kind: 'press', deviceId: fob.deviceId });
      last = id;
      if (last !== '') break;
    }
    for await (const { id, event } of control.events({ after: last })) {
      expect(Number(id)).toBeGreaterThan(Number(last));
      kinds.push(event.kind);
      if (event.kind === 'lcd') break;
    }
    expect(kinds.slice(0, 1)).toEqual(['button']);
  });

  it('says what to do when the fob is gone', async () => {
    await server.close();
    await expect(fob.status()).rejects.toThrow(SimGoneError);
    await expect(fob.status()).rejects.toThrow(/fob sim up/);
  });
});
