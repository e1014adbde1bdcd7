import type { LoadedParameters } from '@fobkit/protocol';
import type { TokenKey } from '../relying-party/relying-party.ts';
import type { BankCall, LoadWish } from '../scenario/model.ts';
import { StepEnd } from './blame.ts';
import type { RunContext } from './context.ts';
import type { Belief, FobUnderRun } from './fob-under-run.ts';
import { parametersOf } from './load-of.ts';

/** Asks the relying party, and compares its answer to the one expected. */
export async function askBank(call: BankCall, fob: FobUnderRun, run: RunContext): Promise<string> {
  const none = nothingToAsk(call, fob.belief);
  if (none !== undefined) return none;
  const token = tokenOf(fob);
  const { serialLabel } = token;
  const now = run.bankTime(fob);
  if (run.registersItself && call.name !== 'register') await registerNow(fob, run);
  switch (call.name) {
    case 'register': {
      const key = call.as === undefined ? token : importedAs(token, call.as);
      const answer = await run.party.register(key, now);
      // A bank that made another token of it is the one to judge its codes all the same.
      if (answer === 'ok') fob.know({ registered: true });
      return compared(call.outcome, answer);
    }
    case 'cancel':
      await run.party.cancel(serialLabel);
      fob.know({ registered: false });
      return `the bank has no token ${serialLabel} any more`;
    case 'verify': {
      const code = call.code ?? lastCodes(fob, 1)[0] ?? '';
      const { outcome, offset } = await run.party.verify(serialLabel, code, now);
      const off = offset === undefined || offset === 0 ? '' : `, off by ${String(offset)}`;
      return compared(call.outcome, outcome, off);
    }
    case 'resync': {
      const [first = '', second = ''] = lastCodes(fob, 2);
      return compared(
        call.outcome,
        await run.party.resynchronise(serialLabel, [first, second], now),
      );
    }
    case 'unlock':
      await run.party.unlock(serialLabel);
      return 'the bank unlocked the token';
  }
}

/** Where any answer will do, none will do too: a fob that gave no code, or was never loaded. */
function nothingToAsk(call: BankCall, { token, codes }: Belief): string | undefined {
  if (!('outcome' in call) || call.outcome !== 'any') return undefined;
  if (token === undefined) return 'the fob was not loaded: there is nothing to ask the bank';
  const wanted = { register: 0, verify: 1, resync: 2 }[call.name];
  return codes.length < wanted ? 'too few codes were read to ask the bank about' : undefined;
}

/** Where no step registers, the bank knows every fob as it was loaded last. */
async function registerNow(fob: FobUnderRun, run: RunContext): Promise<void> {
  if (fob.belief.registered) return;
  const token = tokenOf(fob);
  const now = run.bankTime(fob);
  if ((await run.party.register(token, now)) === 'duplicate') {
    await run.party.cancel(token.serialLabel);
    await run.party.register(token, now);
  }
  fob.know({ registered: true });
}

function compared(wanted: string, got: string, more = ''): string {
  if (wanted === got || wanted === 'any') return `the bank says ${got}${more}`;
  throw new StepEnd('FAIL', `expected the bank to say ${wanted}, and it says ${got}${more}`);
}

export function tokenOf({ belief, called }: FobUnderRun): TokenKey {
  if (belief.token !== undefined) return belief.token;
  throw new StepEnd('INVALID', `${called} was not loaded: the bank cannot know it`);
}

function lastCodes({ belief, called }: FobUnderRun, count: number): readonly string[] {
  const codes = belief.codes.slice(-count);
  if (codes.length === count) return codes;
  const wanted = count === 1 ? 'no code' : `no ${String(count)} codes`;
  throw new StepEnd('INVALID', `${wanted} of ${called} were read before, from LCD or wire`);
}

/** The token as somebody's import has it who read the file wrongly. */
function importedAs(token: TokenKey, wish: LoadWish): TokenKey {
  const loaded: LoadedParameters = token.parameters;
  const parameters = parametersOf(wish, { ...loaded, serialLabel: token.serialLabel });
  const { serialLabel } = parameters;
  return { serialLabel, seed: token.seed.slice(0, wish.seedLength), parameters };
}
