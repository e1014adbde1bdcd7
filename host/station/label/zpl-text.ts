/**
 * Field data for `^FH^FD` (ZPL II, ^FH): every byte but letters, digits and harmless signs as `_XX`, so that
 * nothing in it is a command. Its UTF-8 is what ^CI28 wants.
 */
export function zplField(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const char = String.fromCharCode(byte);
    return /[0-9A-Za-z :;./-]/.test(char)
      ? char
      : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

export interface ZplCode128 {
  /** Field data of ^BC in mode N, not escaped yet. */
  readonly data: string;
  /** Modules from the first bar to the last. */
  readonly modules: number;
}

const SYMBOL = 11;
const STOP = 13;

/**
 * A text of printable ASCII with the invocation codes of ^BC (`>:` starts in subset B, `>;` in C,
 * `>6` and `>5` change to them, `>0` is the sign itself): runs of digits go in pairs in C where that
 * is shorter (ISO/IEC 15417 Annex E).
 */
export function zplCode128(text: string): ZplCode128 {
  let data = '';
  let symbols = 2;
  let subset: 'B' | 'C' | undefined;
  let at = 0;
  while (at < text.length) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const whole = at === 0 && digits === text.length;
    const edge = at === 0 || at + digits === text.length;
    const worthIt =
      subset === 'C' ? digits >= 2 : digits >= (edge ? 4 : 6) || (whole && digits === 2);
    if (worthIt && (subset === 'C' || digits % 2 === 0 || at === 0)) {
      if (subset !== 'C') {
        data += subset === undefined ? '>;' : '>5';
        if (subset !== undefined) symbols += 1;
        subset = 'C';
      }
      const pairs = digits - (digits % 2);
      data += text.slice(at, at + pairs);
      symbols += pairs / 2;
      at += pairs;
      continue;
    }
    if (subset !== 'B') {
      data += subset === undefined ? '>:' : '>6';
      if (subset !== undefined) symbols += 1;
      subset = 'B';
    }
    const sign = text.charAt(at);
    data += sign === '>' ? '>0' : sign;
    symbols += 1;
    at += 1;
  }
  return { data, modules: symbols * SYMBOL + STOP };
}
