import type { RunPorts } from '@fobkit/bench';
import { confirm } from '../input/confirm.ts';
import type { Cli } from '../program/cli.ts';
import { languageOf } from '../terminal/language.ts';

/** Asks whoever sits at the terminal; nothing where nobody does. */
export function askOf(cli: Cli): Pick<RunPorts, 'ask'> {
  if (cli.stdin.isTTY !== true) return {};
  const language = languageOf(process.env);
  return { ask: ({ en, ja }) => confirm(cli, language === 'ja' ? (ja ?? en) : en) };
}
