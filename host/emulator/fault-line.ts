import type { FaultOptions } from '@fobkit/firmware-sim';
import { UsageError } from '@fobkit/protocol';

const OPTIONS = {
  '--at': 'at',
  '--on-nth': 'onNth',
  '--when': 'when',
  '--chance': 'chance',
  '--seed': 'seed',
  '--for': 'for',
} as const satisfies Record<string, keyof FaultOptions>;

/** A fault as `fob sim fault` takes it, cut into its words and its options. */
export interface FaultLine {
  readonly words: readonly string[];
  readonly options: FaultOptions;
}

/** Reads `lcd.segment 2d --for 2m`. @throws UsageError that names the option at fault. */
export function parseFaultLine(line: string): FaultLine {
  const words: string[] = [];
  const options: { -readonly [Name in keyof FaultOptions]: FaultOptions[Name] } = {};
  const all = line.split(/\s+/).filter((word) => word !== '');
  for (let word = all.shift(); word !== undefined; word = all.shift()) {
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    if (!isOption(word)) {
      throw new UsageError(`no option ${word}: one of ${Object.keys(OPTIONS).join(', ')}`);
    }
    const value = all.shift();
    if (value === undefined) throw new UsageError(`${word} wants a value`);
    options[OPTIONS[word]] = value;
  }
  return { words, options };
}

function isOption(word: string): word is keyof typeof OPTIONS {
  return Object.hasOwn(OPTIONS, word);
}
