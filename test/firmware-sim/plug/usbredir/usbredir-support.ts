import {
  openUsbredirPlug,
  type UsbPluggable,
  type UsbredirPlug,
  type UsbredirPlugOptions,
} from '@fobkit/firmware-sim/plug';
import { onTestFinished } from 'vitest';
import { ALL_CAPS, RedirGuest, redirPlace } from '../../../support/usb/usbredir-guest.ts';

/** A plug that is closed after the test. */
export async function openPlug(
  fob: UsbPluggable,
  options: UsbredirPlugOptions = {},
): Promise<UsbredirPlug> {
  const plug = await openUsbredirPlug(fob, options);
  onTestFinished(() => plug.close());
  return plug;
}

/** A guest behind its hello; it leaves after the test. */
export async function guestOf(plug: UsbredirPlug, capabilities = ALL_CAPS): Promise<RedirGuest> {
  const guest = await RedirGuest.connect(redirPlace(plug.url), capabilities);
  onTestFinished(() => {
    guest.close();
  });
  return guest;
}
