import type { Verdict } from '@fobkit/bench';
import type { Cli } from '../program/cli.ts';
import { ExitCode } from '../program/exit-code.ts';
import { counted } from '../terminal/counted.ts';

export interface SkipsOption {
  /** False for `--no-skips`. */
  readonly skips?: boolean;
}

/** With `--no-skips` nothing is well where something was skipped. A FAIL is told by its own status. */
export function refuseSkips(
  cli: Cli,
  { skips }: SkipsOption,
  { what, verdicts }: { readonly what: string; readonly verdicts: readonly Verdict[] },
): void {
  const skipped = verdicts.filter((verdict) => verdict === 'SKIPPED').length;
  if (skips !== false || skipped === 0) return;
  cli.out.note(`fob: ${counted(skipped, what)} SKIPPED, and --no-skips allows none`);
  if (!verdicts.includes('FAIL')) cli.endWith(ExitCode.Link);
}
