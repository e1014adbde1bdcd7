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

/** So many symbols are asked at once. */
const CELLS = CARD_SYMBOLS.length;
const TWO_DIGITS = /^[0-9]{2}$/;

/** A card at random. `randomBytes`: of a secure source. */
export function makeCard(randomBytes: (length: number) => Uint8Array): CustomerCard {
  const cells = Array.from({ length: CELLS }, () =>
    String(randomBelow(100, randomBytes)).padStart(2, '0'),
  );
  return { cells };
}

/** Two different positions at random. */
export function askPair(randomBytes: (length: number) => Uint8Array): CardQuestion {
  const one = randomBelow(CELLS, randomBytes);
  const other = (one + 1 + randomBelow(CELLS - 1, randomBytes)) % CELLS;
  return [symbolAt(Math.min(one, other)), symbolAt(Math.max(one, other))];
}

/** The digits under a symbol. */
export function cellOf({ cells }: CustomerCard, symbol: CardSymbol): string {
  return cells[CARD_SYMBOLS.indexOf(symbol)] ?? '';
}

/** As text: all digits in a row. */
export function cardText({ cells }: CustomerCard): string {
  return cells.join('');
}

/** The card of its text; undefined for any other text. */
export function cardOfText(text: string): CustomerCard | undefined {
  const cells = text.match(/../g) ?? [];
  const isCard =
    text.length === 2 * CELLS &&
    cells.length === CELLS &&
    cells.every((cell) => TWO_DIGITS.test(cell));
  return isCard ? { cells } : undefined;
}

export function isCardSymbol(text: string): text is CardSymbol {
  return CARD_SYMBOLS.some((symbol) => symbol === text);
}

function symbolAt(index: number): CardSymbol {
  return CARD_SYMBOLS[index] ?? CARD_SYMBOLS[0];
}

/** Each number with the same chance: bytes beyond the last whole multiple are drawn again. */
function randomBelow(limit: number, randomBytes: (length: number) => Uint8Array): number {
  const fair = 256 - (256 % limit);
  for (;;) {
    const [byte = 0] = randomBytes(1);
    if (byte < fair) return byte % limit;
  }
}
