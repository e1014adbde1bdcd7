import type { CodeQuestion, WrongCode } from '@fobkit/client';
import { MAX_DIGITS, MIN_DIGITS } from '@fobkit/protocol';
import { counted } from '../terminal/counted.ts';
import type { Language } from '../terminal/language.ts';

const MIN = String(MIN_DIGITS);
const MAX = String(MAX_DIGITS);

interface Texts {
  /** What the answer is typed behind. */
  question(question: CodeQuestion): string;
  /** A sentence. */
  wrong(wrong: WrongCode, digits: number | undefined): string;
  readonly cancelled: string;
}

/** What is said to the person who reads a fob without a wire. */
export const personTexts: Readonly<Record<Language, Texts>> = {
  en: {
    question({ label, digits, challenge }) {
      const fob = label === undefined ? 'the fob' : `the fob ${label}`;
      const first =
        challenge === undefined ? `Press the button of ${fob}` : `Enter ${challenge} into ${fob}`;
      const what = digits === undefined ? 'the digits' : `the ${String(digits)} digits`;
      return `${first} and type ${what} that it shows (an empty line cancels): `;
    },
    wrong(wrong, digits) {
      if (wrong.kind === 'not-digits') return 'A code has digits only.';
      const wanted =
        digits === undefined ? `a code has ${MIN} to ${MAX}` : `${String(digits)} are wanted`;
      return `That has ${counted(wrong.typed, 'digit')}; ${wanted}.`;
    },
    cancelled: 'no code was typed; the reading is cancelled',
  },
  ja: {
    question({ label, digits, challenge }) {
      const fob = label === undefined ? 'トークン' : `トークン ${label} `;
      const first =
        challenge === undefined ? `${fob}のボタンを押し` : `${fob}に ${challenge} を入力し`;
      const what = digits === undefined ? '数字' : `${String(digits)}桁の数字`;
      return `${first}、表示された${what}を入力してください(空行で中止): `;
    },
    wrong(wrong, digits) {
      if (wrong.kind === 'not-digits') return '数字だけを入力してください。';
      const wanted = digits === undefined ? `${MIN}~${MAX}` : String(digits);
      return `${String(wrong.typed)}桁でした。${wanted}桁を入力してください。`;
    },
    cancelled: '入力がなかったため、中止しました。',
  },
};
