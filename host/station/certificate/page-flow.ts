import type { Pdf } from '../pdf/document.ts';
import { drawLine, lineWidth, wrapLines } from '../pdf/draw-text.ts';
import { fitText } from '../pdf/fit-text.ts';
import { points } from '../pdf/millimetres.ts';

export interface FlowPage {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
}

export interface Column {
  readonly title: string;
  /** Of the width of the page; together 1. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

const INK = '#000000';
const SOFT = '#444444';
const RULE = '#999999';
const SHADE = '#eeeeee';
const TEXT = 9;
const SMALL = 7.5;
const PAD = 3;
const FOOT_MM = 8;
/** From line to line, in ems: Noto Sans is tall. */
const LEADING = 1.448;

/** Fills pages from the top down; what no longer fits goes to the next page as a whole. */
export class PageFlow {
  readonly #pdf: Pdf;
  readonly #left: number;
  readonly #bottom: number;
  readonly #top: number;
  readonly width: number;
  #y: number;

  constructor(pdf: Pdf, { widthMm, heightMm, marginMm }: FlowPage) {
    this.#pdf = pdf;
    this.#left = points(marginMm);
    this.#top = points(marginMm);
    this.#bottom = points(heightMm - marginMm - FOOT_MM);
    this.width = points(widthMm - 2 * marginMm);
    this.#y = this.#top;
  }

  title(text: string, aside: string): void {
    const place = { x: this.#left, y: this.#y, size: 20, weight: 700 } as const;
    this.#pdf.fillColor(INK);
    fitText(this.#pdf, text, { ...place, width: this.width * 0.55 });
    const x = this.#left + this.width * 0.57;
    const right = { x, y: this.#y + 10, size: 10, align: 'right' } as const;
    fitText(this.#pdf, aside, { ...right, width: this.width * 0.43 });
    this.#y += 31;
    this.#rule(1.2, INK);
    this.#y += 6;
  }

  /** A heading, kept together with as many points below it. */
  section(text: string, keep = 40): void {
    this.#room(22 + keep);
    this.#y += 7;
    this.#pdf.fillColor(INK);
    fitText(this.#pdf, text, {
      x: this.#left,
      y: this.#y,
      width: this.width,
      size: 11,
      weight: 700,
    });
    this.#y += 17;
  }

  /** Names and values in two columns. */
  pairs(pairs: readonly (readonly [name: string, value: string])[]): void {
    const half = this.width / 2;
    for (let index = 0; index < pairs.length; index += 2) {
      const row = pairs.slice(index, index + 2);
      const heights = row.map(([, value]) => this.#height(value, half * 0.66 - PAD, TEXT));
      const height = Math.max(...heights) + 3;
      this.#room(height);
      for (const [column, [name, value]] of row.entries()) {
        const x = this.#left + column * half;
        this.#pdf.fillColor(SOFT);
        fitText(this.#pdf, name, { x, y: this.#y, width: half * 0.32, size: TEXT });
        this.#words(value, { x: x + half * 0.34, width: half * 0.66 - PAD, size: TEXT });
      }
      this.#y += height;
    }
  }

  /** Large numbers beside each other, each with its name. */
  figures(figures: readonly (readonly [name: string, value: string])[]): void {
    const height = 40;
    this.#room(height + 4);
    const width = this.width / figures.length;
    for (const [index, [name, value]] of figures.entries()) {
      const x = this.#left + index * width;
      this.#pdf.rect(x, this.#y, width, height).lineWidth(0.5).stroke(RULE);
      this.#pdf.fillColor(SOFT);
      const room = { x: x + PAD, width: width - 2 * PAD, align: 'center' } as const;
      fitText(this.#pdf, name, { ...room, y: this.#y + 4, size: SMALL });
      this.#pdf.fillColor(INK);
      fitText(this.#pdf, value, { ...room, y: this.#y + 15, size: 15, weight: 700 });
    }
    this.#y += height + 4;
  }

  /** A line over the whole width. */
  line(text: string): void {
    this.#room(16);
    this.#pdf.fillColor(INK);
    fitText(this.#pdf, text, { x: this.#left, y: this.#y, width: this.width, size: TEXT });
    this.#y += 16;
  }

  note(text: string): void {
    const height = this.#height(text, this.width, SMALL) + 3;
    this.#room(height);
    this.#words(text, { x: this.#left, width: this.width, size: SMALL, colour: SOFT });
    this.#y += height;
  }

  /** A table; its head is repeated on each page that it reaches. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    this.#head(columns);
    for (const cells of rows) {
      const heights = columns.map(({ share }, index) =>
        this.#height(cells[index] ?? '', share * this.width - 2 * PAD, SMALL),
      );
      const height = Math.max(...heights) + 2 * PAD - 1;
      if (this.#room(height)) this.#head(columns);
      let x = this.#left;
      for (const [index, { share, align }] of columns.entries()) {
        const width = share * this.width;
        const place = { x: x + PAD, width: width - 2 * PAD, size: SMALL, down: PAD - 1 };
        this.#words(cells[index] ?? '', { ...place, ...(align === undefined ? {} : { align }) });
        x += width;
      }
      this.#y += height;
      this.#rule(0.4, RULE);
    }
    this.#y += 3;
  }

  /** Lines to write on. */
  blanks(names: readonly string[]): void {
    const height = 40;
    this.#room(height);
    const width = this.width / names.length;
    const y = this.#y + height - 13;
    for (const [index, name] of names.entries()) {
      const x = this.#left + index * width;
      this.#pdf
        .moveTo(x, y)
        .lineTo(x + width - 14, y)
        .lineWidth(0.7)
        .stroke(INK);
      this.#pdf.fillColor(SOFT);
      fitText(this.#pdf, name, { x, y: y + 2, width: width - 14, size: SMALL });
    }
    this.#y += height;
  }

  #head(columns: readonly Column[]): void {
    const height = 14;
    this.#room(height + 14);
    this.#pdf.rect(this.#left, this.#y, this.width, height).fill(SHADE);
    let x = this.#left;
    this.#pdf.fillColor(INK);
    for (const { title, share, align = 'left' } of columns) {
      const width = share * this.width - 2 * PAD;
      fitText(this.#pdf, title, {
        x: x + PAD,
        y: this.#y + 1.5,
        width,
        size: SMALL,
        weight: 700,
        align,
      });
      x += share * this.width;
    }
    this.#y += height;
  }

  /** True when a page was begun for it. */
  #room(height: number): boolean {
    if (this.#y + height <= this.#bottom) return false;
    this.#pdf.addPage();
    this.#y = this.#top;
    return true;
  }

  #rule(width: number, colour: string): void {
    const right = this.#left + this.width;
    this.#pdf.moveTo(this.#left, this.#y).lineTo(right, this.#y).lineWidth(width).stroke(colour);
  }

  #height(text: string, width: number, size: number): number {
    return wrapLines(this.#pdf, text, { size, weight: 400 }, width).length * size * LEADING;
  }

  #words(text: string, place: WordsPlace): void {
    const { x, width, size, align = 'left', down = 0, colour = INK } = place;
    const style = { size, weight: 400 } as const;
    this.#pdf.fillColor(colour);
    for (const [index, line] of wrapLines(this.#pdf, text, style, width).entries()) {
      const shift = align === 'left' ? 0 : width - lineWidth(this.#pdf, line, style);
      const y = this.#y + down + index * size * LEADING;
      drawLine(this.#pdf, line, style, { x: x + shift, y });
    }
  }
}

interface WordsPlace {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly align?: 'left' | 'right';
  readonly down?: number;
  readonly colour?: string;
}
