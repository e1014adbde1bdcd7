import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import type { Direction, Occurrence } from '../fob/occurrence.ts';

/** What can be counted on a fob: a fault fires on the n-th of these, or on each with some chance. */
export const faultEvents = {
  byte: 'a byte on a wire',
  'byte.to-fob': 'a byte from the host',
  'byte.to-host': 'a byte from the fob',
  frame: 'a frame on a wire',
  'frame.to-fob': 'a frame from the host',
  'frame.to-host': 'a frame from the fob',
  press: 'a finger pushes the button',
  plug: 'a wire or a USB cable is plugged in',
  reset: 'the chip comes out of a reset',
  lcd: 'the LCD changes',
  write: 'a byte of flash is programmed, or a page erased',
} as const;
export type EventName = keyof typeof faultEvents;

const names = Object.keys(faultEvents).filter(isEvent);

export const eventNames: readonly EventName[] = names;

export const eventSchema = v.picklist(names, `must be one of ${names.join(', ')}`);

function isEvent(text: string): text is EventName {
  return text in faultEvents;
}

/** An event as it happens. */
export interface Happening {
  readonly name: 'byte' | 'frame' | 'press' | 'plug' | 'reset' | 'lcd' | 'write';
  readonly direction?: Direction;
}

/** What those who count hear of an occurrence. Bytes and frames are counted on the wire. */
export function happeningOf({ kind }: Occurrence): Happening | undefined {
  if (kind === 'plugged') return { name: 'plug' };
  return kind === 'press' || kind === 'reset' || kind === 'lcd' ? { name: kind } : undefined;
}

/** Whether the event that somebody counts is the one that happens. */
export function matches(event: EventName, { name, direction }: Happening): boolean {
  return event === name || (direction !== undefined && event === `${name}.${direction}`);
}

/** Reads `frame:3` or, where an event goes without saying, `3`. */
export function parseCounted(
  text: string,
  option: string,
  usual: EventName,
): { readonly event: EventName; readonly number: string } {
  const [before, after] = text.split(':', 2);
  if (before === undefined || after === undefined) return { event: usual, number: text };
  if (!isEvent(before)) {
    throw new UsageError(`${option}: no event "${before}": one of ${names.join(', ')}`);
  }
  return { event: before, number: after };
}

/** `3rd frame`. */
export function ordinal(n: number, event: EventName): string {
  const tens = Math.floor(n / 10) % 10;
  const suffix = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix} ${event}`;
}
