/** Says a message of the station's packages in the language of whoever reads it. */
export type Phrasebook = (message: string) => string;

interface Phrase {
  readonly pattern: RegExp;
  readonly said: string;
}

/** No message of ours is longer; what is goes through as it is. */
const LONGEST = 1000;
/** A message in a message in a message: what a printer said, of a fob, in a run. */
const DEEPEST = 3;

/**
 * The phrases of a text in which each English line has its translation, indented, below it. `{0}`
 * stands for whatever differs from message to message; that is translated too, where it is a
 * message by itself. What has no phrase is told as it is.
 */
export function phrasebook(text: string): Phrasebook {
  const phrases = phrasesOf(text);
  return (message) => (message.length > LONGEST ? message : translated(phrases, message, DEEPEST));
}

/** The most particular first: that with most letters of its own. */
function phrasesOf(text: string): readonly Phrase[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const pairs = lines.flatMap((line, at): readonly (readonly [string, string])[] =>
    line.startsWith(' ') ? [] : [[line, (lines[at + 1] ?? line).trim()]],
  );
  return pairs
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([english, said]) => ({ pattern: patternOf(english), said }));
}

function patternOf(english: string): RegExp {
  const [first = '', ...others] = english.split(/(\{\d\})/);
  const parts = others.map((part, at) =>
    at % 2 === 0 ? `(?<h${part.slice(1, -1)}>.*?)` : literally(part),
  );
  return new RegExp(`^${literally(first)}${parts.join('')}$`, 's');
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function translated(phrases: readonly Phrase[], message: string, depth: number): string {
  if (depth === 0) return message;
  for (const { pattern, said } of phrases) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const { groups = {} } = match;
    return said.replace(/\{(\d)\}/g, (_, at: string) =>
      translated(phrases, groups[`h${at}`] ?? '', depth - 1),
    );
  }
  // `FILE:3: what is wrong`, `the batch key: what is wrong`.
  const colon = message.indexOf(': ');
  if (colon < 0) return message;
  const [whose, what] = [message.slice(0, colon), message.slice(colon + 2)];
  // A name of one word is somebody's own.
  const named = whose.includes(' ') ? translated(phrases, whose, depth - 1) : whose;
  return `${named}: ${translated(phrases, what, depth - 1)}`;
}
