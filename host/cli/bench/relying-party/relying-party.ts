import type { RunPorts } from '@fobkit/bench';
import type { Command } from 'commander';
import { usage } from '../../program/cli-error.ts';

/** Who judges codes in a run, and what the record calls it. */
export type RelyingPartyChoice = Partial<Pick<RunPorts, 'relyingParty' | 'relyingPartyName'>>;

export interface RelyingPartyOption {
  /** `otplib`, `bank:` and the name of a policy; the first if absent. */
  readonly relyingParty?: string;
}

const USUAL = 'otplib';
const BANK = 'bank:';

export function addRelyingPartyOption(command: Command): Command {
  return command.option(
    '--relying-party <who>',
    `who judges codes: ${USUAL}, or ${BANK} and a policy, as ${BANK}asahi-1303; ${USUAL} if absent`,
  );
}

/** What a run is to have of it; nothing for the usual one. Rejects with a `CliError`. */
export async function relyingPartyOf(word: string = USUAL): Promise<RelyingPartyChoice> {
  if (word === USUAL) return {};
  if (!word.startsWith(BANK)) {
    throw usage(
      `--relying-party ${word}: ${USUAL}, or ${BANK} and the name of a policy, is wanted`,
    );
  }
  const { bankParties } = await import('./bank-party.ts');
  return { relyingParty: bankParties(word.slice(BANK.length)), relyingPartyName: word };
}
