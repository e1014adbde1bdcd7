import type { SupplyDialectName } from '../../bench-file/bench.ts';
import type { Identity } from './answers.ts';

/** How a make of supplies wants its commands (libsigrok's scpi-pps, proven on hardware). */
export interface SupplyDialect {
  readonly name: SupplyDialectName;
  /** Absent: it has one channel, and knows no command to choose it. */
  readonly select?: (channel: number) => { readonly command: string; readonly query: string };
  readonly output: { readonly on: string; readonly off: string; readonly query: string };
}

const SELECT = (channel: number): { command: string; query: string } => ({
  command: `:INST:NSEL ${channel}`,
  query: ':INST:NSEL?',
});

export const SUPPLY_DIALECTS: Readonly<Record<SupplyDialectName, SupplyDialect>> = {
  'rigol-dp800': {
    name: 'rigol-dp800',
    select: SELECT,
    output: { on: ':OUTP ON', off: ':OUTP OFF', query: ':OUTP?' },
  },
  'keysight-e36300a': {
    name: 'keysight-e36300a',
    select: SELECT,
    output: { on: 'OUTP:STAT ON', off: 'OUTP:STAT OFF', query: 'OUTP:STAT?' },
  },
  generic: {
    name: 'generic',
    output: { on: 'OUTP ON', off: 'OUTP OFF', query: 'OUTP?' },
  },
};

/** The dialect of a supply that has told who it is. */
export function dialectOf({ vendor, model }: Identity): SupplyDialect {
  if (/rigol/i.test(vendor) && /^DP8/i.test(model)) return SUPPLY_DIALECTS['rigol-dp800'];
  if (/keysight|agilent/i.test(vendor) && /^E363\d\dA/i.test(model)) {
    return SUPPLY_DIALECTS['keysight-e36300a'];
  }
  return SUPPLY_DIALECTS.generic;
}
