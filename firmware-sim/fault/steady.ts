import type { Parts } from '../fob/parts.ts';
import type { PartEffect } from './kind.ts';
import { textIn } from './note.ts';

/**
 * A fault that adds something to a part and takes the same away again: faults of one kind add up,
 * and each can be lifted by itself.
 */
export function adding(what: string, add: (parts: Parts, sign: 1 | -1) => void): PartEffect {
  return {
    on: 'part',
    begin(act) {
      add(act.target.parts, 1);
      act.fired(what);
    },
    lift(act) {
      add(act.target.parts, -1);
    },
  };
}

/** Where a fault that replaces a value finds it, and what it puts there. Values are texts. */
export interface Setting {
  readonly slot: string;
  readonly what: string;
  readonly value: string;
  read(parts: Parts): string;
  write(parts: Parts, value: string): void;
  check?(parts: Parts): void;
}

/**
 * A fault that replaces a value of a part. Each remembers what it found. When one is lifted from
 * beneath another, the other inherits that, so that the last one lifted leaves what was there
 * before the first.
 */
export function replacing(setting: Setting): PartEffect {
  return {
    on: 'part',
    slot: setting.slot,
    check: (parts) => setting.check?.(parts),
    begin(act) {
      act.note = { found: setting.read(act.target.parts) };
      setting.write(act.target.parts, setting.value);
      act.fired(setting.what);
    },
    lift(act) {
      const found = textIn(act.note, 'found');
      if (act.above === undefined) setting.write(act.target.parts, found);
      else act.above.note = { ...act.above.note, found };
    },
  };
}
