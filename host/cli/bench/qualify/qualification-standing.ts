import { BenchRigs, QualificationStore, standingOf } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import type { Cli } from '../../program/cli.ts';
import { CliError, usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';
import type { Rigs } from '../rig-source.ts';

export interface StandingOptions {
  /** Whether nothing may run on a bench that is not qualified. */
  readonly qualified?: boolean;
  /** Folder of the records. */
  readonly records: string;
}

/**
 * Says in a line when a bench has no valid qualification.
 *
 * @throws CliError where only a qualified bench may be worked on; nothing was touched then.
 */
export async function checkQualified(
  { out }: Pick<Cli, 'out'>,
  { source }: Rigs,
  { qualified = false, records }: StandingOptions,
): Promise<void> {
  if (!(source instanceof BenchRigs)) {
    if (qualified) throw usage('--qualified is of a bench: --bench is missing');
    return;
  }
  const { bench, name } = source;
  const store = await QualificationStore.open(records);
  const { damaged, qualifications } = await store.read();
  for (const { line, why } of damaged) out.note(`${store.path}:${String(line)}: ${why}`);
  const now = { name, sha256: bench.sha256 };
  const standing = standingOf(qualifications, now, nodeClock.unixMs());
  if (standing.qualified) return;
  const message = `${name} has no valid qualification: ${standing.why} (fob bench qualify)`;
  if (qualified) throw new CliError(ExitCode.Link, 'not-qualified', message);
  out.note(message);
}
