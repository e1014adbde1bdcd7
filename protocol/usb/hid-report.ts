import { WireError } from '../bytes/errors.ts';
import { decodeHidItems, type HidItem, hidItemValue, HidTag } from './hid-items.ts';

/** One report: what GET_REPORT, SET_REPORT or an interrupt transfer carries. */
export interface HidReport {
  /** 0 when the interface uses no report ids. */
  readonly id: number;
  /** Bits of all its fields. */
  readonly bits: number;
  /** Bytes, without the byte of the report id. */
  readonly length: number;
}

export interface HidReports {
  readonly input: readonly HidReport[];
  readonly output: readonly HidReport[];
  readonly feature: readonly HidReport[];
}

/** A collection at the top: what hidapi and WebHID list. Its reports count its own fields only. */
export interface HidCollection extends HidReports {
  readonly usagePage: number;
  readonly usage: number;
}

export interface HidInterface extends HidReports {
  readonly usesReportIds: boolean;
  readonly collections: readonly HidCollection[];
}

/** Bits of the largest report that is taken: 16 KiB, as in Linux (HID_MAX_BUFFER_SIZE). */
const MOST_BITS = 16384 * 8;

/** Deepest nesting of collections, and of Push. */
const DEEPEST = 64;

type Direction = keyof HidReports;

const MAIN: Readonly<Record<number, Direction>> = {
  [HidTag.Input]: 'input',
  [HidTag.Output]: 'output',
  [HidTag.Feature]: 'feature',
};

/**
 * The collections and reports that a report descriptor declares (HID 1.11 §6.2.2). Usages of
 * single fields are not looked at.
 *
 * @throws WireError when items are cut, collections or Push do not match, a field stands outside a
 *   collection, a report id is 0 or above 255, fields come before and after the first report id, or
 *   a report has more than 16 KiB.
 */
export function parseReportDescriptor(bytes: Uint8Array): HidInterface {
  const parser = new Parser();
  for (const item of decodeHidItems(bytes)) parser.take(item);
  return parser.finish();
}

/** Reports of one direction by id. */
class ReportTable {
  readonly #bits = new Map<number, number>();

  add(id: number, bits: number): void {
    const sum = (this.#bits.get(id) ?? 0) + bits;
    if (sum > MOST_BITS) throw new WireError('limit', 'HID report descriptor: report too long');
    this.#bits.set(id, sum);
  }

  list(): readonly HidReport[] {
    return Array.from(this.#bits, ([id, bits]) => ({ id, bits, length: Math.ceil(bits / 8) }));
  }
}

class ReportTables {
  readonly #tables = {
    input: new ReportTable(),
    output: new ReportTable(),
    feature: new ReportTable(),
  };

  add(direction: Direction, id: number, bits: number): void {
    this.#tables[direction].add(id, bits);
  }

  list(): HidReports {
    const { input, output, feature } = this.#tables;
    return { input: input.list(), output: output.list(), feature: feature.list() };
  }
}

/** The global items that count here. */
interface Globals {
  readonly usagePage: number;
  readonly size: number;
  readonly count: number;
  readonly id: number;
}

class Parser {
  readonly #all = new ReportTables();
  readonly #top: { usagePage: number; usage: number; reports: ReportTables }[] = [];
  readonly #stack: Globals[] = [];
  #globals: Globals = { usagePage: 0, size: 0, count: 0, id: 0 };
  /** The first usage since the last main item, and how many bytes it had. */
  #usage: { readonly value: number; readonly length: number } | undefined;
  #depth = 0;
  /** Fields without and with a report id; an interface has only the one or the other. */
  #plainFields = false;
  #usesIds = false;

  take(item: HidItem): void {
    const value = hidItemValue(item);
    const direction = MAIN[item.tag];
    if (direction !== undefined) {
      this.#field(direction);
      return;
    }
    switch (item.tag) {
      case HidTag.Collection:
        this.#open();
        return;
      case HidTag.EndCollection:
        if (this.#depth === 0) throw malformed('an end without a collection');
        this.#depth--;
        this.#usage = undefined;
        return;
      case HidTag.Usage:
        this.#usage ??= { value, length: item.data.length };
        return;
      case HidTag.Push:
        if (this.#stack.length === DEEPEST) throw tooDeep();
        this.#stack.push(this.#globals);
        return;
      case HidTag.Pop:
        this.#pop();
        return;
      default:
        this.#global(item.tag, value);
    }
  }

  finish(): HidInterface {
    if (this.#depth > 0) throw malformed('a collection without its end');
    return {
      usesReportIds: this.#usesIds,
      collections: this.#top.map(({ usagePage, usage, reports }) => {
        return { usagePage, usage, ...reports.list() };
      }),
      ...this.#all.list(),
    };
  }

  #global(tag: number, value: number): void {
    switch (tag) {
      case HidTag.UsagePage:
        this.#globals = { ...this.#globals, usagePage: value };
        return;
      case HidTag.ReportSize:
        this.#globals = { ...this.#globals, size: value };
        return;
      case HidTag.ReportCount:
        this.#globals = { ...this.#globals, count: value };
        return;
      case HidTag.ReportId:
        if (value === 0 || value > 0xff) throw new WireError('value', place('report id'));
        this.#usesIds = true;
        this.#globals = { ...this.#globals, id: value };
    }
  }

  #pop(): void {
    const globals = this.#stack.pop();
    if (globals === undefined) throw malformed('Pop without Push');
    this.#globals = globals;
  }

  #open(): void {
    if (this.#depth === DEEPEST) throw tooDeep();
    if (this.#depth === 0) {
      // A usage of four bytes carries its page in the upper two (HID 1.11 §6.2.2.8).
      const { value = 0, length = 0 } = this.#usage ?? {};
      const usagePage = length === 4 ? value >>> 16 : this.#globals.usagePage;
      this.#top.push({ usagePage, usage: value & 0xffff, reports: new ReportTables() });
    }
    this.#depth++;
    this.#usage = undefined;
  }

  #field(direction: Direction): void {
    const top = this.#top.at(-1);
    if (this.#depth === 0 || top === undefined) {
      throw new WireError('order', place('a field outside a collection'));
    }
    const { id, size, count } = this.#globals;
    const bits = size * count;
    if (id === 0) this.#plainFields = true;
    if (this.#plainFields && this.#usesIds) {
      throw new WireError('order', place('fields with and without a report id'));
    }
    this.#all.add(direction, id, bits);
    top.reports.add(direction, id, bits);
    this.#usage = undefined;
  }
}

function place(what: string): string {
  return `HID report descriptor: ${what}`;
}

function malformed(what: string): WireError {
  return new WireError('malformed', place(what));
}

function tooDeep(): WireError {
  return new WireError('limit', place('nested too deep'));
}
