import { describe, expect, it } from 'vitest';
import { SEGMENT, segmentsOf } from '../../../firmware-sim/hardware/lcd-font.ts';
import { maskView } from '../../../firmware-sim/hardware/lcd-mask.ts';
import { Lcd, parseSegmentAddress } from '../../../firmware-sim/hardware/lcd.ts';

const SECOND = 32_768;

function glass(positions: number, align: 'left' | 'centre' | 'right' = 'left'): Lcd {
  return new Lcd({ kind: 'segments', positions, align, bars: 6 });
}

function screen(): Lcd {
  return new Lcd({ kind: 'screen', positions: 12, align: 'centre', bars: 0 });
}

describe('lcd font', () => {
  it('lights the classic segments of digits', () => {
    const { a, b, c, d, e, f, g } = SEGMENT;
    expect(segmentsOf('8')).toBe(a | b | c | d | e | f | g);
    expect(segmentsOf('0')).toBe(a | b | c | d | e | f);
    expect(segmentsOf('1')).toBe(b | c);
    expect(segmentsOf('t')).toBe(d | e | f | g);
  });

  it.each(['0123456789', 'bAtt05', 'Lo-bAtt2', 'EEEEEE', 'bAtt'])(
    'reads %s back as it was written',
    (text) => {
      const lcd = glass(10);
      lcd.show({ text });
      expect(lcd.visibleText()).toBe(text);
    },
  );

  it('shows what a letter has no segments for as three bars, read as a question mark', () => {
    const lcd = glass(4);
    lcd.show({ text: '1番2' });
    expect(lcd.visibleText()).toBe('1?2');
  });
});

describe('lcd', () => {
  it('is dark until something is shown, and after off', () => {
    const lcd = glass(6);
    expect([lcd.isOn, lcd.visibleText(), lcd.view(0).rows]).toEqual([false, '', []]);
    lcd.show({ text: '123456' });
    expect(lcd.visibleText()).toBe('123456');
    lcd.off();
    expect([lcd.visibleText(), lcd.masks()]).toEqual(['', [0, 0, 0, 0, 0, 0]]);
  });

  it('reads an 8 with a broken g as 0', () => {
    const lcd = glass(6);
    lcd.show({ text: '188888' });
    expect(lcd.breakSegment(2, 'g')).toBe(true);
    expect(lcd.visibleText()).toBe('108888');
  });

  it('counts positions from 1 at the left', () => {
    const lcd = glass(4);
    lcd.breakSegment(1, 'a');
    lcd.show({ text: '7777' });
    expect(lcd.visibleText()).toBe('1777');
  });

  it('keeps a stuck segment lit: a 1 with a stuck a reads 7, until the LCD is off', () => {
    const lcd = glass(4);
    lcd.breakSegment(2, 'a', 'stuck');
    lcd.show({ text: '11' });
    expect(lcd.visibleText()).toBe('17');
    lcd.off();
    expect(lcd.masks()).toEqual([0, 0, 0, 0]);
  });

  it('has no segment beyond its glass, and none on a screen', () => {
    expect(glass(6).breakSegment(7, 'a')).toBe(false);
    expect(glass(6).breakSegment(0, 'a')).toBe(false);
    expect(screen().breakSegment(1, 'a')).toBe(false);
  });

  it('counts broken segments in the test of all segments and lights the others', () => {
    const lcd = glass(6);
    lcd.breakSegment(2, 'd');
    lcd.breakSegment(2, 'g');
    lcd.breakSegment(5, 'a', 'stuck');
    expect(lcd.test()).toBe(2);
    expect(lcd.masks()).toEqual([255, 255 & ~SEGMENT.d & ~SEGMENT.g, 255, 255, 255, 255]);
    lcd.mendSegment(2, 'd');
    expect(lcd.test()).toBe(1);
    lcd.mendAll();
    expect(lcd.test()).toBe(0);
  });

  it('puts a short text where the glass says', () => {
    const at = (align: 'left' | 'centre' | 'right'): number[] => {
      const lcd = glass(8, align);
      lcd.show({ text: '888888' });
      return lcd.masks().flatMap((mask, i) => (mask === 0 ? [] : [i + 1]));
    };
    expect(at('left')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(at('centre')).toEqual([2, 3, 4, 5, 6, 7]);
    expect(at('right')).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it('drops the spaces of a text that is too long, then its end', () => {
    const lcd = glass(8);
    lcd.show({ text: 'Lo-bAtt 2' });
    expect(lcd.visibleText()).toBe('Lo-bAtt2');
    lcd.show({ text: '123456789' });
    expect(lcd.visibleText()).toBe('12345678');
  });

  it('lights a point with the character before it', () => {
    const lcd = glass(4);
    lcd.show({ text: '12.34' });
    expect(lcd.masks()[1]).toBe(segmentsOf('2') | SEGMENT.p);
    expect(lcd.visibleText()).toBe('12.34');
  });

  it('loses one bar of six each 10 s of a 60 s step', () => {
    const lcd = glass(8);
    const countdown = { style: 'bars', endsAt: 60 * SECOND, stepTicks: 60 * SECOND } as const;
    lcd.show({ text: '123456', countdown });
    const lit = (second: number): number | undefined => lcd.view(second * SECOND).bars?.lit;
    expect([0, 9, 10, 20, 49, 50, 59, 60, 99].map(lit)).toEqual([6, 6, 5, 4, 2, 1, 1, 0, 0]);
  });

  it('counts seconds down on a screen and shows the caption below the code', () => {
    const lcd = screen();
    lcd.show({
      text: '623641',
      caption: 'SKTS00509641',
      countdown: { style: 'seconds', endsAt: 30 * SECOND, stepTicks: 30 * SECOND },
    });
    const view = lcd.view(4 * SECOND);
    expect(view.rows).toEqual(['623641', 'SKTS00509641']);
    expect(view.seconds).toEqual({ left: 26, of: 30 });
  });

  it('reads 2d as position 2, segment d, and nothing else than such', () => {
    expect(parseSegmentAddress('2d')).toEqual({ position: 2, segment: 'd' });
    expect(parseSegmentAddress('10p')).toEqual({ position: 10, segment: 'p' });
    for (const bad of ['', 'd2', '0a', '2h', '2', '2dd', '-1a', '2D']) {
      expect(parseSegmentAddress(bad)).toBeUndefined();
    }
  });

  it('comes back whole from a save: shown, off, testing', () => {
    const states: ((lcd: Lcd) => void)[] = [
      (lcd) => {
        lcd.show({
          text: '123456',
          caption: 'x',
          countdown: { style: 'bars', endsAt: 9, stepTicks: 12 },
        });
      },
      (lcd) => {
        lcd.off();
      },
      (lcd) => {
        lcd.test();
      },
    ];
    for (const arrange of states) {
      const first = glass(6);
      first.breakSegment(3, 'g');
      first.breakSegment(4, 'a', 'stuck');
      arrange(first);
      const second = glass(6);
      second.breakSegment(1, 'a');
      second.load(first.save());
      expect(second.save()).toEqual(first.save());
      expect(second.view(5)).toEqual(first.view(5));
    }
  });

  it('masks a code in masks and rows alike', () => {
    const lcd = glass(6);
    lcd.show({ text: '123' });
    const masked = maskView(lcd.view(0));
    expect(masked.rows).toEqual(['---']);
    expect(masked.masks).toEqual([SEGMENT.g, SEGMENT.g, SEGMENT.g, 0, 0, 0]);
  });
});
