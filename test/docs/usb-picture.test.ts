import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { usbPicture } from '../support/usb-picture.ts';

it('the picture of the USB device is of the descriptors as they are (npm run pictures)', () => {
  const file = join(import.meta.dirname, '../../docs/images/usb-device.svg');
  expect(readFileSync(file, 'utf8')).toBe(usbPicture());
});
