import { type ActionProof, type FaultProof, type ReadingOf, RigError } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';
import { readingOf, type Seen } from './seen.ts';

/** What happened to the button while an action was under way. */
export interface Contact {
  /** How often its contact closed; undefined where nobody watched. */
  readonly closings?: number | undefined;
}

/**
 * What an emulated fob shows of an action that was done to it.
 *
 * @throws RigError `unproven` when it is not what was wanted.
 */
export function proofOf(action: RigAction, seen: Seen, contact: Contact = {}): ActionProof {
  const readings = MEASURED[action.action].map((what) => readingOf(what, seen));
  return { evidence: `${evidenceOf(action, seen, contact)}, by the model`, readings };
}

/** What a rig tells of a fault, of all that is known of it. */
export function proofOfFault({ id, text, firedCount, evidence }: FaultProof): FaultProof {
  return { id, text, firedCount, evidence };
}

const MEASURED: Readonly<Record<RigAction['action'], readonly ReadingOf[]>> = {
  press: [],
  hold: [],
  release: [],
  battery: ['battery', 'rail'],
  cell: ['battery', 'rail'],
  supply: ['rail'],
  temperature: ['temperature'],
  crystal: [],
  advance: [],
  unplug: ['port-power'],
  replug: ['port-power'],
};

function evidenceOf(action: RigAction, seen: Seen, { closings }: Contact): string {
  const { cell, celsius } = seen;
  switch (action.action) {
    case 'press':
    case 'hold':
      return closings === undefined ? 'the button was pushed' : closedText(closings);
    case 'release':
      return wanted(!seen.buttonHeld, 'no finger is on the button');
    case 'battery': {
      const near = Math.abs(cell.percent - action.percent) <= 1;
      return wanted(near, `the cell holds ${String(cell.percent)} %`);
    }
    case 'cell':
      return wanted(cell.present === action.present, `the cell is ${cell.present ? 'in' : 'out'}`);
    case 'supply': {
      const { supplyMillivolts } = seen;
      const at = supplyMillivolts === undefined ? 'off' : `at ${volts(supplyMillivolts)}`;
      return wanted(supplyMillivolts === action.millivolts, `the supply is ${at}`);
    }
    case 'temperature': {
      const near = Math.abs(celsius - action.celsius) <= 0.1;
      return wanted(near, `the case is at ${String(celsius)} °C`);
    }
    case 'crystal':
      return `the crystal is a further ${String(seen.driftPpm)} ppm off`;
    case 'advance':
      return `${String(action.seconds)} s have passed`;
    case 'unplug':
      return wanted(!seen.plugged, 'the fob is off its wires');
    case 'replug':
      return wanted(seen.plugged, 'the fob is on its wires');
  }
}

function wanted(holds: boolean, is: string): string {
  if (holds) return is;
  throw new RigError('unproven', `not as wanted: ${is.replace(/ (is|are|holds) /, ' now $1 ')}`);
}

/** A contact that closes bounces: it was pushed once all the same. */
function closedText(closings: number): string {
  if (closings === 0) return 'the contact never closed';
  const bounces = closings - 1;
  if (bounces === 0) return 'the contact closed';
  return `the contact closed, with ${String(bounces)} ${bounces === 1 ? 'bounce' : 'bounces'}`;
}

function volts(millivolts: number): string {
  return `${(millivolts / 1000).toFixed(3)} V`;
}
