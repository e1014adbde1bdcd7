import type { CommanderError } from 'commander';
import { entries } from './entries/entries.ts';

/**
 * What the parser says of wrong use, in one line. A surplus argument, or the value glued to an
 * unknown option, is not repeated: it may be a secret that somebody gave in a wrong place.
 */
export function useErrorText({ code, message }: CommanderError): string {
  const text = message.replace(/^error: /, '');
  if (code === 'commander.excessArguments') return excess(text);
  if (code === 'commander.unknownOption') return joined(withoutValue(text));
  if (code === 'commander.unknownCommand') return unknownCommand(text);
  return joined(text);
}

function excess(text: string): string {
  const match = /^too many arguments(?: for '(.*?)')?\. Expected (\d+)/.exec(text);
  const [, who = 'fob', most = '0'] = match ?? [];
  const takes = most === '0' ? 'none' : `no more than ${most}`;
  return `too many arguments: ${who} takes ${takes}, beside its options (--help tells them)`;
}

/** `--nonsense=GEZD…` as `--nonsense`, `-xGEZD…` as `-x`. */
function withoutValue(text: string): string {
  return text
    .replace(/^(unknown option '--[^=']*)=[^]*?'(?=\n|$)/, "$1'")
    .replace(/^(unknown option '-[^-'])[^]*?'(?=\n|$)/, "$1'");
}

/** `fob press` is meant as `fob sim press`. */
function unknownCommand(text: string): string {
  const name = /^unknown command '(.*?)'/.exec(text)?.[1] ?? '';
  const inGroup = entries.find((group) => group.entries?.some((entry) => entry.name === name));
  if (inGroup === undefined) return joined(text);
  return `unknown command '${name}'; did you mean fob ${inGroup.name} ${name}?`;
}

/** The parser puts its guess on a line of its own, in brackets. */
function joined(text: string): string {
  return text
    .replace(/\s*\n\(D(id you mean [^]*)\)\s*$/, '; d$1')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}
