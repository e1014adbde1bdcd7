import { afterAll, beforeAll, expect, it } from 'vitest';
import { BIN, type Up } from '../host/cli/support/run-fob.ts';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { FOB_DRIVERS } from './usb-guest.ts';

inGuest('fob sim attach', ['usbip'], () => {
  let guest: Guest;

  beforeAll(async () => {
    guest = await Guest.boot({ modules: ['vhci_hcd', ...FOB_DRIVERS] });
  }, BOOT_MILLISECONDS);

  afterAll(() => guest.stop());

  async function fob<T>(...words: readonly string[]): Promise<T> {
    const env = { FOBKIT_STATE_HOME: '/run/tmp/state' };
    const { output, errors } = await guest.run([process.execPath, BIN, ...words, '--json'], {
      env,
    });
    if (output === '') throw new Error(`fob ${words.join(' ')} said nothing: ${errors}`);
    return JSON.parse(output) as T;
  }

  it('makes a device of a fob, which is then found by its device id, and takes it off again', async () => {
    const { deviceId, links } = await fob<Up>('sim', 'up', '--usbip');
    expect(links).toEqual([]);
    const nodes = ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0'];
    const attached = { deviceId, busId: '1-1', port: 0, links: nodes };
    expect(await fob('sim', 'attach')).toMatchObject(attached);
    expect(await fob('sim', 'attach', '--all')).toMatchObject([attached]);
    expect(await fob('info')).toMatchObject({ deviceId, lifecycle: 'blank' });
    expect(await fob('sim', 'detach')).toEqual({ detached: [deviceId] });
    expect(await fob('info', '--id', deviceId)).toMatchObject({ error: { code: 'not-attached' } });
  }, 300_000);
});
