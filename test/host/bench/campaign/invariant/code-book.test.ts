import type { LoadedParameters } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { CodeBook } from '../../../../../host/bench/campaign/invariant/code-book.ts';
import { InvariantFindings } from '../../../../../host/bench/campaign/invariant/invariants.ts';

/** RFC 4226, appendix D: the codes of counters 0 to 9. */
const CODES = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
const SEED = new TextEncoder().encode('12345678901234567890');
const HOTP: LoadedParameters = {
  mode: 'hotp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'FOB-1',
  purpose: 'test',
  counter: 0,
};
const TOTP: LoadedParameters = { ...HOTP, mode: 'totp', stepSeconds: 30, t0: 0 };

let findings: InvariantFindings;
let book: CodeBook;
beforeEach(() => {
  findings = new InvariantFindings();
  book = new CodeBook(findings, { clockMayGoBack: false });
});

const broken = (): readonly string[] => findings.breaches.map(({ invariant }) => invariant);
const tell = (counter: number, code = CODES[counter] ?? ''): void => {
  book.tell({ code, movingFactor: counter });
};

describe('codes over the wire', () => {
  it('codes of rising counters hold', () => {
    book.load(SEED, HOTP, false);
    for (const counter of [0, 1, 4, 9]) tell(counter);
    expect(broken()).toEqual([]);
  });

  it('a counter that comes again breaks, though its code is the same', () => {
    book.load(SEED, HOTP, false);
    tell(3);
    tell(3);
    expect(broken()).toEqual(['counter-never-back']);
  });

  it('a code of another counter breaks, and so do two codes of one', () => {
    book.load(SEED, TOTP, false);
    tell(1);
    tell(1, CODES[2]);
    expect(broken()).toEqual(['code-of-its-time', 'one-code-a-counter']);
  });

  it('a step that the fob itself says is not now breaks', () => {
    book.load(SEED, TOTP, false);
    book.tell({ code: CODES[1] ?? '', movingFactor: 1, unixTime: 59 });
    expect(broken()).toEqual([]);
    book.tell({ code: CODES[2] ?? '', movingFactor: 2, unixTime: 59 });
    expect(broken()).toEqual(['code-of-its-time']);
  });

  it('a step before the last one breaks, unless a fault turned the clock back', () => {
    book.load(SEED, TOTP, false);
    tell(5);
    tell(4);
    expect(broken()).toEqual(['counter-never-back']);
    const forgiving = new InvariantFindings();
    const other = new CodeBook(forgiving, { clockMayGoBack: true });
    other.load(SEED, TOTP, false);
    for (const counter of [5, 4]) {
      other.tell({ code: CODES[counter] ?? '', movingFactor: counter });
    }
    expect(forgiving.breaches).toEqual([]);
  });

  it('a fob that was wiped, or never loaded, tells no code', () => {
    book.load(SEED, HOTP, false);
    book.wipe(false);
    tell(0);
    expect(broken()).toEqual(['code-of-its-time']);
  });

  it('when the answer to a load was lost, the old seed and the new one are possible', () => {
    book.load(SEED.toReversed(), HOTP, false);
    book.load(SEED, HOTP, true);
    tell(0);
    expect(broken()).toEqual([]);
  });
});

describe('the next counter of GetStatus', () => {
  it('is beyond every one that was used', () => {
    book.load(SEED, HOTP, false);
    tell(4);
    book.next(5);
    expect(broken()).toEqual([]);
    book.next(4);
    expect(broken()).toEqual(['counter-never-back']);
  });
});

describe('codes on the LCD', () => {
  it('the code of a press may be told over the wire too, and the next is another', () => {
    book.load(SEED, HOTP, false);
    book.show({ code: CODES[0] ?? '' });
    tell(0);
    book.show({ code: CODES[1] ?? '' });
    tell(1);
    expect(broken()).toEqual([]);
  });

  it('a code of a counter before one that was told breaks', () => {
    book.load(SEED, HOTP, false);
    tell(7);
    book.show({ code: CODES[2] ?? '' });
    expect(broken()).toEqual(['counter-never-back']);
  });

  it('a code of no counter and of no step near breaks', () => {
    book.load(SEED, HOTP, false);
    book.show({ code: '000000' });
    expect(broken()).toEqual(['code-of-its-time']);
    const other = new InvariantFindings();
    const timed = new CodeBook(other, { clockMayGoBack: false });
    timed.load(SEED, TOTP, false);
    timed.show({ code: CODES[3] ?? '', fobUnix: 95 });
    expect(other.breaches).toEqual([]);
    timed.show({ code: CODES[9] ?? '', fobUnix: 95 });
    expect(other.breaches).toHaveLength(1);
  });
});

describe('going back to a snapshot', () => {
  it('counters go back with the fob, and what a counter gave is remembered', () => {
    book.load(SEED, TOTP, false);
    tell(4);
    const before = book.save();
    tell(6);
    book.restore(before);
    tell(5);
    expect(broken()).toEqual([]);
    book.restore(before);
    tell(6, CODES[7]);
    expect(broken()).toContain('one-code-a-counter');
  });
});
