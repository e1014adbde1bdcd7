import { UsageError } from '@fobkit/protocol';
import { NO_CELL } from '../hardware/battery-parameters.ts';
import { NO_BUTTON } from '../hardware/button.ts';
import type { FaultTarget } from './target.ts';

/** What not every fob type has, and some kinds of fault break. */
export type Need = 'button' | 'cell' | 'functions';

const TOLD: Readonly<Record<Need, string>> = {
  button: 'this fob type has no button',
  cell: 'this fob type has no cell',
  functions: 'this fob type has no HID, serial or WebUSB function that could halt',
};

/** @throws UsageError when the fob has not what a fault of this kind would break. */
export function checkNeed(kind: string, need: Need | undefined, target: FaultTarget): void {
  if (need !== undefined && !has(need, target)) throw new UsageError(`${kind}: ${TOLD[need]}`);
}

function has(need: Need, { parts, hasFunctions }: FaultTarget): boolean {
  if (need === 'button') return parts.button.parameters !== NO_BUTTON;
  return need === 'cell' ? parts.battery.parameters !== NO_CELL : hasFunctions;
}
