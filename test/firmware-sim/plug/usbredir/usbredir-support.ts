import {
  openUsbredirPlug,
  type UsbPluggable,
  type UsbredirPlug,
  type UsbredirPlugOptions,
} from '@fobkit/firmware-sim/plug';
import { afterEach } from 'vitest';
import { ALL_CAPS, RedirGuest, redirPlace } from '../../../support/usb/usbredir-guest.ts';

const plugs: UsbredirPlug[] = [];
const guests: RedirGuest[] = [];

afterEach(async () => {
  for (const guest of guests.splice(0)) guest.close();
  for (const plug of plugs.splice(0)) await plug.close();
});

/** A plug that is closed after the test. */
export async function openPlug(
  fob: UsbPluggable,
  options: UsbredirPlugOptions = {},
): Promise<UsbredirPlug> {
  const plug = await openUsbredirPlug(fob, options);
  plugs.push(plug);
  return plug;
}

/** A guest behind its hello; it leaves after the test. */
export async function guestOf(plug: UsbredirPlug, capabilities = ALL_CAPS): Promise<RedirGuest> {
  const guest = await RedirGuest.connect(redirPlace(plug.url), capabilities);
  guests.push(guest);
  return guest;
}
