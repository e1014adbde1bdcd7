/** お客様カード: the grid E 確認用パスワード, two digits under each symbol. Sealed where it is kept. */
export interface CustomerCard {
  /** Two digits each, in the order of `CARD_SYMBOLS`. */
  readonly cells: readonly string[];
}

/** The symbols of the card in their order. */
export const CARD_SYMBOLS = [
  'ア',
  'イ',
  'ウ',
  'エ',
  'オ',
  'カ',
  'キ',
  'ク',
  'ケ',
  'コ',
  'サ',
  'シ',
  'ス',
  'セ',
  'ソ',
  'タ',
  'チ',
  'ツ',
  'テ',
  'ト',
  'ナ',
  'ニ',
  'ヌ',
  'ネ',
  'ノ',
] as const;

export type CardSymbol = (typeof CARD_SYMBOLS)[number];

/** The two positions that are asked, different ones, in the order of the card: イ and カ. */
export type CardQuestion = readonly [CardSymbol, CardSymbol];
