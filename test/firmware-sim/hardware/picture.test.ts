import { describe, expect, it } from 'vitest';
import { facePng } from '../../../firmware-sim/control/face-png.ts';
import { faceSize, faceSvg } from '../../../firmware-sim/hardware/face-svg.ts';
import { drawLcdText } from '../../../firmware-sim/hardware/lcd-text.ts';
import { Lcd, type LcdView } from '../../../firmware-sim/hardware/lcd.ts';
import { letteringSvg, letteringWidth } from '../../../firmware-sim/hardware/lettering.ts';
import { profiles } from '../../../firmware-sim/profile/profiles.ts';
import type { Profile } from '../../../firmware-sim/profile/profile.ts';

const SECOND = 32_768;
const EMPTY_BOX = 'M60 0V-700H440V0Z';

function view(profile: Profile, text: string, caption?: string): LcdView {
  const lcd = new Lcd(profile.parts.lcd);
  lcd.show({ text, ...(caption === undefined ? {} : { caption }) });
  return lcd.view(0);
}

function svg(profile: Profile, side: 'front' | 'back', text = '123456'): string {
  return faceSvg({
    face: profile.face,
    view: view(profile, text),
    side,
    model: profile.product.model,
    serialLabel: profile.serial.example,
  });
}

describe('lcd in a terminal', () => {
  it('draws seven segments in three rows', () => {
    const lcd = new Lcd({ kind: 'segments', positions: 3, align: 'left', bars: 6 });
    lcd.show({
      text: '285.',
      countdown: { style: 'bars', endsAt: 30 * SECOND, stepTicks: 60 * SECOND },
    });
    expect(drawLcdText(lcd.view(0)).split('\n')).toEqual([
      '╭──────────────╮',
      '│  _   _   _   │',
      '│  _| |_| |_   │',
      '│ |_  |_|  _|. │',
      '│ ▮▮▮▯▯▯       │',
      '╰──────────────╯',
    ]);
  });

  it('draws a screen with title, code, serial label and the seconds left', () => {
    const lcd = new Lcd({ kind: 'screen', positions: 12, align: 'centre', bars: 0 });
    lcd.show({
      text: '623641',
      caption: 'SKTS00509641',
      countdown: { style: 'seconds', endsAt: 26 * SECOND, stepTicks: 30 * SECOND },
    });
    expect(drawLcdText(lcd.view(0), { brand: 'しんきん' }).split('\n')).toEqual([
      '╭──────────────────────────────╮',
      '│ しんきん                     │',
      '│ 623641                       │',
      '│ シリアル番号 SKTS00509641    │',
      '│ 26 s                         │',
      '╰──────────────────────────────╯',
    ]);
  });

  it('draws a screen as large whatever it shows', () => {
    const lcd = new Lcd({ kind: 'screen', positions: 12, align: 'centre', bars: 0 });
    const off = drawLcdText(lcd.view(0));
    lcd.show({ text: '623641' });
    const on = drawLcdText(lcd.view(0));
    expect(on).not.toBe(off);
    expect(on.split('\n').map((line) => line.length)).toEqual(
      off.split('\n').map((line) => line.length),
    );
  });
});

describe('face', () => {
  it('draws an empty box for a letter that it has no outline of', () => {
    expect(letteringSvg('龍', { x: 0, y: 0, size: 10, fill: '#000' })).toContain(EMPTY_BOX);
  });

  it('has an outline for every letter that the profiles print', () => {
    for (const { face, product, serial } of profiles) {
      for (const text of [face.brand, product.model, serial.example, 'シリアル番号']) {
        const line = letteringSvg(text, { x: 0, y: 0, size: 10, fill: '#000' });
        expect(line, text).not.toContain(EMPTY_BOX);
      }
    }
  });

  it('measures a line as the sum of its letters and the tracking between them', () => {
    const both = letteringWidth('A', 10) + letteringWidth('b', 10);
    expect(letteringWidth('Ab', 10, 3)).toBeCloseTo(both + 3, 6);
    expect(letteringWidth('', 10, 3)).toBe(0);
  });

  it('needs no font, script or other file', () => {
    for (const profile of profiles) {
      for (const side of ['front', 'back'] as const) {
        expect(svg(profile, side)).not.toMatch(/<text|font|<image|href|<script/);
      }
    }
  });

  it('shows the code in front and the serial label behind', () => {
    for (const profile of profiles) {
      if (profile.face.shape === 'phone') continue;
      expect(svg(profile, 'front', '111111')).not.toBe(svg(profile, 'front', '888888'));
      expect(svg(profile, 'back', '111111')).toBe(svg(profile, 'back', '888888'));
    }
  });

  it('a phone has its key at the other side when seen from behind', () => {
    const [app] = profiles.filter(({ face }) => face.shape === 'phone');
    if (app === undefined) throw new Error('no phone');
    const keyOf = (side: 'front' | 'back'): number =>
      Number(/<rect x="(\d+)" y="\d+" width="9"/.exec(svg(app, side))?.[1]);
    const [width] = faceSize(app.face);
    expect(keyOf('front')).toBeGreaterThan(width / 2);
    expect(keyOf('back')).toBe(width - keyOf('front') - 9);
  });

  it('is drawn the same for the same state', () => {
    for (const profile of profiles) expect(svg(profile, 'front')).toBe(svg(profile, 'front'));
  });

  it('cannot be broken out of by a label with markup in it', () => {
    const [profile] = profiles;
    if (profile === undefined) throw new Error('no profile');
    const label = '"><script>alert(1)</script>&';
    const picture = faceSvg({
      face: { ...profile.face, brand: label },
      view: view(profile, label),
      side: 'back',
      model: label,
      serialLabel: label,
      deviceId: label,
    });
    expect(picture).not.toContain('<script');
  });

  it('becomes a PNG of the width asked for, in proportion', () => {
    const [profile] = profiles;
    if (profile === undefined) throw new Error('no profile');
    const png = facePng(svg(profile, 'front'), 300);
    const header = new DataView(png.buffer, png.byteOffset);
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [width, height] = faceSize(profile.face);
    expect(header.getUint32(16)).toBe(300);
    expect(Math.abs(header.getUint32(20) - (300 * height) / width)).toBeLessThanOrEqual(1);
  });
});
