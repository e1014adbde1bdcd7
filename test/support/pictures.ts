/** Draws the pictures of the docs: `npm run pictures`. The same fobs at the same second each time. */
import { writeFileSync } from 'node:fs';
import { facePng } from '../../firmware-sim/control/face-png.ts';
import { faceSvg } from '../../firmware-sim/hardware/face-svg.ts';
import { fobProfile } from '../../firmware-sim/profile/fob-type.ts';
import { blankFob, RawHost, TICKS, TOTP_LOAD } from './raw-host.ts';
import { drawStationPictures } from './station-pictures.ts';
import { stationScreen } from './station-screen.ts';
import { usbPicture } from './usb-picture.ts';

const WIDTH = 640;

interface Picture {
  readonly file: string;
  readonly profile: string;
  readonly side: 'front' | 'back';
  readonly brokenSegment?: readonly [number, 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g'];
}

const PICTURES: readonly Picture[] = [
  { file: 'shinkin-hardware-front', profile: 'shinkin-hardware', side: 'front' },
  { file: 'shinkin-hardware-back', profile: 'shinkin-hardware', side: 'back' },
  {
    file: 'broken-segment',
    profile: 'shinkin-hardware',
    side: 'front',
    brokenSegment: [3, 'g'],
  },
  { file: 'shinkin-app', profile: 'shinkin-app', side: 'front' },
  { file: 'sid700', profile: 'sid700', side: 'front' },
  { file: 'generic', profile: 'generic', side: 'front' },
];

for (const { file, profile: name, side, brokenSegment } of PICTURES) {
  const fob = blankFob(name);
  const { face, preset, product, serial } = fobProfile(fob.profile);
  new RawHost(fob).provision({
    ...TOTP_LOAD,
    serialLabel: serial.example,
    stepSeconds: preset?.stepSeconds ?? 30,
  });
  if (brokenSegment !== undefined) fob.parts.lcd.breakSegment(...brokenSegment);
  fob.press();
  fob.advance(2 * TICKS);
  const svg = faceSvg({
    face,
    view: fob.view,
    side,
    model: product.model,
    ...(fob.serialLabel === undefined ? {} : { serialLabel: fob.serialLabel }),
    deviceId: 'f0b1000000000001',
  });
  writeFileSync(`docs/images/${file}.png`, facePng(svg, WIDTH));
}
writeFileSync('docs/images/usb-device.svg', usbPicture());
for (const language of ['en', 'ja'] as const) {
  writeFileSync(`docs/images/station-screen-${language}.svg`, stationScreen(language));
}
await drawStationPictures();
