import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBank, type Policy, policies, relyingParty } from '@fobkit/bank';
import type { RelyingParty, RunPorts } from '@fobkit/bench';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import { bankPolicy } from '../../bank/bank-rules.ts';
import { usage } from '../../program/cli-error.ts';
import { rulesOverPolicy } from './rules-over-policy.ts';

/** Nobody logs in there: the cheapest that the bank takes. */
const PASSWORD_LOG_N = 10;
const KEY_BYTES = 32;

/**
 * Opens a bank of that policy for each run, in a database of its own that is gone afterwards.
 *
 * @throws CliError for a policy that there is none of.
 */
export function bankParties(policyName: string): RunPorts['relyingParty'] {
  const policy = bankPolicy(policyName);
  if (policy === undefined) {
    const known = policies.map(({ name }) => name).join(', ');
    throw usage(`--relying-party bank:${policyName}: there is no such policy: one of ${known}`);
  }
  return (_, own) => openParty(rulesOverPolicy(own, policy));
}

async function openParty(policy: Policy): Promise<RelyingParty> {
  const folder = await mkdtemp(join(tmpdir(), 'fob-bank-'));
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const bank = await openBank({
      address: join(folder, 'bank.db'),
      key: { kind: 'key-file', key: new Secret(nodeEnv.randomBytes(KEY_BYTES)) },
      clock: nodeClock,
      randomBytes: (length) => nodeEnv.randomBytes(length),
      settings: { bankCode: '0000', policy },
      create: true,
      passwordLogN: PASSWORD_LOG_N,
      sync: 'off',
    });
    return Object.assign(relyingParty(bank), {
      close: async () => {
        await bank.close();
        await leave();
      },
    });
  } catch (error) {
    await leave();
    throw error;
  }
}
