/** What went wrong between a scanner and the computer, so that other characters came. */
export type ScanLayout =
  | 'japanese-computer'
  | 'japanese-scanner'
  | 'german-computer'
  | 'german-scanner'
  | 'french-computer'
  | 'caps-lock'
  | 'input-method';

/**
 * A wedge presses keys, and the computer's keyboard layout says what they mean. The beginning of
 * each otpauth: URI tells the two layouts apart: `:` and `/` as they come when the scanner presses
 * the keys of one layout (US, Japanese, German) and the computer has another.
 */
const BEGINNINGS: readonly (readonly [beginning: RegExp, layout: ScanLayout])[] = [
  [/^otpauth\+\/\//i, 'japanese-computer'],
  [/^otpauth'\/\//i, 'japanese-scanner'],
  [/^otpauth[öÖ]--/i, 'german-computer'],
  [/^otpauth>&&/i, 'german-scanner'],
  [/^otpquthm!!/i, 'french-computer'],
];

const SENTENCES: Readonly<Record<ScanLayout, string>> = {
  'japanese-computer':
    'the computer has a Japanese keyboard and the scanner types on a US one (":" came as "+"): set the scanner to Japanese',
  'japanese-scanner':
    'the scanner types on a Japanese keyboard and the computer has a US one (":" came as "\'"): set the scanner to US',
  'german-computer':
    'the computer has a German keyboard and the scanner types on a US one (":" came as "ö", y and z change places): set the scanner to German',
  'german-scanner':
    'the scanner types on a German keyboard and the computer has a US one (":" came as ">", y and z change places): set the scanner to US',
  'french-computer':
    'the computer has a French keyboard and the scanner types on a US one (a and q change places): set the scanner to French',
  'caps-lock': 'Caps Lock is on, or the scanner changes the case: put it off and scan again',
  'input-method':
    'the Japanese input method is on (全角): change to direct input (半角英数) and scan again',
};

/** Why the text is not what the code says, as far as it can be told from the text. */
export function wrongLayout(text: string): ScanLayout | undefined {
  // Full-width forms, kana, and the ideographic space.
  if (/[\u3000\u3040-\u30ff\uff01-\uff9f]/.test(text)) return 'input-method';
  const found = BEGINNINGS.find(([beginning]) => beginning.test(text));
  if (found !== undefined) return found[1];
  return /^OTPAUTH:\/\/[TH]OTP\/[^?]*\?(?:.*&)?SECRET=/.test(text) ? 'caps-lock' : undefined;
}

export function layoutSentence(layout: ScanLayout): string {
  return SENTENCES[layout];
}
