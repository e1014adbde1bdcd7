import type { FleetTally } from '@fobkit/emulator/fleet';
import { percent } from '../report/words.ts';
import type { FleetResult } from '../result/fleet-result.ts';

/** Assumed: three owners in five tell the bank that their fob shows a low battery. */
export const USUAL_REPORTS = 0.6;

/**
 * A run as its bank hears of it: of the owners whose fob shows a low battery that share tells, 0 to
 * 1. Which ones, goes by seed and number of the fob; who tells at 30 % does so at 60 % too.
 */
export function heardOf({ facts, tally }: FleetResult, share: number): FleetResult {
  const { firstFob, lowBattery } = tally.fobs;
  const heard: FleetTally['fobs']['lowBattery'] = lowBattery.map((day, fob) =>
    drawOf(facts.seed, firstFob + fob) < share ? day : -1,
  );
  const told = `${percent(share)} of the owners whose fob shows a low battery tell the bank`;
  return {
    facts: {
      ...facts,
      assumptions: [...facts.assumptions, { name: 'reports', value: told }],
    },
    tally: { ...tally, fobs: { ...tally.fobs, lowBattery: heard } },
  };
}

/** From 0 to below 1: the finisher of MurmurHash3 over seed and fob. */
function drawOf(seed: number, fob: number): number {
  let bits = Math.imul(seed, 0x9e37_79b1) ^ fob;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
