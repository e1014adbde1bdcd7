import type { LcdFrame, LcdPort } from '../firmware/env.ts';

import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { ALL_SEGMENTS, readSegments, SEGMENT, segmentsOf, type SegmentName } from './lcd-font.ts';
import {
  booleanOf,
  integerOf,
  optionalIntegerOf,
  type PartState,
  type Range,
  textOf,
} from './part-state.ts';

/** A moment that a countdown ends at, in ticks. */
const MOMENTS: Range = { from: 0, to: Number.MAX_SAFE_INTEGER };
/** The step that it counts down from: to an hour, as on the wire. */
const STEPS: Range = { from: 1, to: 3600 * TICKS_PER_SECOND };

export interface LcdParameters {
  /** `segments`: seven-segment glass. `screen`: rows of real text, as on a phone. */
  readonly kind: 'segments' | 'screen';
  /** Character positions of the glass; on a screen, of its main line. */
  readonly positions: number;
  /** Where a text shorter than the glass stands. */
  readonly align: 'left' | 'centre' | 'right';
  /** Time bars printed on the glass beside the digits; 0 for none. */
  readonly bars: number;
}

/** Stands in where there is none. */
export const NO_LCD: LcdParameters = { kind: 'segments', positions: 0, align: 'left', bars: 0 };

/** What an eye, or a renderer, takes from the LCD at one moment. */
export interface LcdView {
  readonly kind: 'segments' | 'screen';
  readonly on: boolean;
  /** What a person reads, line by line; trimmed. Empty when the LCD is off. */
  readonly rows: readonly string[];
  /** Lit segments by position, left to right; empty on a screen. */
  readonly masks: readonly number[];
  /** Time bars: how many are lit of how many. */
  readonly bars?: { readonly lit: number; readonly of: number };
  /** Whole seconds left, and the step they count down from. */
  readonly seconds?: { readonly left: number; readonly of: number };
}

/** A segment that does not follow its driver: never lit, or always while the LCD is on. */
export type SegmentFault = 'open' | 'stuck';

/** Reads `2d`: position 2 counted from 1 at the left, segment d. Undefined for anything else. */
export function parseSegmentAddress(
  text: string,
): { readonly position: number; readonly segment: SegmentName } | undefined {
  const match = /^([1-9]\d?)([a-gp])$/.exec(text);
  const segment = match?.[2];
  if (match === null || segment === undefined || !isSegment(segment)) return undefined;
  return { position: Number(match[1]), segment };
}

/**
 * The LCD with its controller. It holds a text and counts the time bars down from the calendar
 * counter by itself, so that the firmware need not wake for them.
 */
export class Lcd implements LcdPort {
  readonly parameters: LcdParameters;
  readonly positions: number;
  #on = false;
  #testing = false;
  #frame: LcdFrame = { text: '' };
  /** By position: segments that never light, and segments that always do. */
  readonly #open: number[];
  readonly #stuck: number[];
  /** Segments that the text asks for; laid out when somebody looks. */
  #asked: readonly number[] | undefined = [];

  constructor(parameters: LcdParameters) {
    this.parameters = parameters;
    this.positions = parameters.positions;
    const glass = parameters.kind === 'segments' ? parameters.positions : 0;
    this.#open = new Array<number>(glass).fill(0);
    this.#stuck = new Array<number>(glass).fill(0);
  }

  show(frame: LcdFrame): void {
    this.#on = true;
    this.#testing = false;
    this.#frame = frame;
    this.#asked = undefined;
  }

  off(): void {
    this.#on = false;
    this.#testing = false;
    this.#frame = { text: '' };
    this.#asked = [];
  }

  /** Lights all segments until the next `show` or `off`; returns how many do not conduct. */
  test(): number {
    this.#on = true;
    this.#testing = true;
    this.#frame = { text: '8'.repeat(this.parameters.positions) };
    this.#asked = this.#open.map(() => ALL_SEGMENTS);
    return this.#open.reduce((count, mask) => count + bits(mask), 0);
  }

  get isOn(): boolean {
    return this.#on;
  }

  /** The frame that the firmware asked for last. */
  get frame(): LcdFrame {
    return this.#frame;
  }

  /** Lit segments by position. */
  masks(): readonly number[] {
    if (!this.#on) return this.#open.map(() => 0);
    const asked = (this.#asked ??= layOut(this.#frame.text, this.parameters));
    return this.#open.map(
      (open, i) => ((asked[i] ?? 0) | (this.#stuck[i] ?? 0)) & ~open & ALL_SEGMENTS,
    );
  }

  /** The main line as a person reads it: outer blanks dropped, `?` where no glyph fits. */
  visibleText(): string {
    if (!this.#on) return '';
    if (this.parameters.kind === 'screen') return this.#frame.text.trim();
    return this.masks().map(readSegments).join('').trim();
  }

  /** All that is to be seen when the calendar counter stands at `rtcNow` ticks. */
  view(rtcNow: number): LcdView {
    const { kind, bars } = this.parameters;
    const masks = this.masks();
    const text = this.visibleText();
    const caption = kind === 'screen' && this.#on ? this.#frame.caption : undefined;
    const rows = this.#on ? [text, ...(caption === undefined ? [] : [caption])] : [];
    const base = { kind, on: this.#on, rows, masks };
    const { countdown } = this.#frame;
    if (this.#testing && bars > 0) return { ...base, bars: { lit: bars, of: bars } };
    if (!this.#on || countdown === undefined) return base;
    const left = Math.min(countdown.stepTicks, Math.max(0, countdown.endsAt - rtcNow));
    if (countdown.style === 'seconds') {
      const of = Math.ceil(countdown.stepTicks / TICKS_PER_SECOND);
      return { ...base, seconds: { left: Math.ceil(left / TICKS_PER_SECOND), of } };
    }
    const of = bars > 0 ? bars : 6;
    return { ...base, bars: { lit: Math.ceil((left * of) / countdown.stepTicks), of } };
  }

  /**
   * Fault hook: breaks one segment, at a position counted from 1 at the left. False when the LCD
   * has no such segment.
   */
  breakSegment(position: number, segment: SegmentName, fault: SegmentFault = 'open'): boolean {
    if (this.#open[position - 1] === undefined) return false;
    this.mendSegment(position, segment);
    const broken = fault === 'open' ? this.#open : this.#stuck;
    broken[position - 1] = (broken[position - 1] ?? 0) | SEGMENT[segment];
    return true;
  }

  mendSegment(position: number, segment: SegmentName): void {
    for (const broken of [this.#open, this.#stuck]) {
      const mask = broken[position - 1];
      if (mask !== undefined) broken[position - 1] = mask & ~SEGMENT[segment];
    }
  }

  mendAll(): void {
    this.#open.fill(0);
    this.#stuck.fill(0);
  }

  save(): PartState {
    const { text, caption, countdown } = this.#frame;
    return {
      on: this.#on,
      testing: this.#testing,
      text,
      ...(caption === undefined ? {} : { caption }),
      ...(countdown && {
        style: countdown.style,
        endsAt: countdown.endsAt,
        stepTicks: countdown.stepTicks,
      }),
      open: Uint8Array.from(this.#open),
      stuck: Uint8Array.from(this.#stuck),
    };
  }

  load(state: PartState): void {
    const stepTicks = optionalIntegerOf(state, 'stepTicks', STEPS);
    const text = textOf(state, 'text');
    const testing = booleanOf(state, 'testing');
    if (testing) this.test();
    else if (!booleanOf(state, 'on')) this.off();
    else {
      this.show({
        text,
        ...(state['caption'] === undefined ? {} : { caption: textOf(state, 'caption') }),
        ...(stepTicks !== undefined && {
          countdown: {
            style: textOf(state, 'style') === 'seconds' ? 'seconds' : 'bars',
            endsAt: integerOf(state, 'endsAt', MOMENTS),
            stepTicks,
          },
        }),
      });
    }
    restore(this.#open, state['open']);
    restore(this.#stuck, state['stuck']);
  }
}

/**
 * A text on the glass. A point lights the segment p of the position before it. A text that is too
 * long loses its spaces first and then its end.
 */
function layOut(text: string, parameters: LcdParameters): readonly number[] {
  const { positions, align } = parameters;
  let cells = cellsOf(text);
  if (cells.length > positions) cells = cells.filter((mask) => mask !== 0);
  const room = Math.max(0, positions - cells.length);
  const before = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2);
  return [...new Array<number>(before).fill(0), ...cells.slice(0, positions)];
}

function cellsOf(text: string): number[] {
  const cells: number[] = [];
  for (const character of text) {
    const last = cells.length - 1;
    const previous = cells[last];
    if (character === '.' && previous !== undefined && (previous & SEGMENT.p) === 0) {
      cells[last] = previous | SEGMENT.p;
    } else cells.push(character === '.' ? SEGMENT.p : segmentsOf(character));
  }
  return cells;
}

function isSegment(text: string): text is SegmentName {
  return text in SEGMENT;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function restore(into: number[], from: PartState[string] | undefined): void {
  into.fill(0);
  if (!(from instanceof Uint8Array)) return;
  for (let i = 0; i < into.length; i++) into[i] = from[i] ?? 0;
}
