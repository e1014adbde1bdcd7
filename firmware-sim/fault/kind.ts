import type { LinkKind } from '../firmware/env.ts';
import type { Direction } from '../fob/occurrence.ts';
import type { Parts } from '../fob/parts.ts';
import type { Piece } from '../fob/wire.ts';
import type { Rng } from '../hardware/rng.ts';
import type { Burst } from './burst.ts';
import type { EventName } from './event.ts';
import type { Need } from './needs.ts';
import type { FaultTarget } from './target.ts';

/** Where a fault sits, from the copper up. */
export const faultLayers = ['part', 'flash', 'wire', 'frame', 'reply', 'link'] as const;
export type FaultLayer = (typeof faultLayers)[number];

/** What one fault remembers while it acts, so that it can be lifted: plain JSON. */
export type Note = Readonly<Record<string, number | string | boolean | readonly number[]>>;

/** A fault that acts on a part: what it is handed. */
export interface Act {
  readonly target: FaultTarget;
  readonly rng: Rng;
  /** What it wrote here comes back after a snapshot. */
  note: Note;
  /** Tells that it did something, in words that fit before "since" and a time. */
  fired(what: string): void;
  /** Ends it from inside: there is nothing left to do or to lift. */
  finish(): void;
  /** The next fault above it on the same `slot`; undefined on top. */
  readonly above: { note: Note } | undefined;
  /** All other faults that act on the same `slot`. */
  readonly others: readonly { note: Note }[];
  /** Whether no fault that began earlier acts on the same `slot`. */
  readonly first: boolean;
}

/** Changes a part when its time comes, and gives the part back when it is lifted. */
export interface PartEffect {
  readonly on: 'part';
  /** Faults of one slot replace each other's value; the last one begun holds. */
  readonly slot?: string;
  /** Happens at one moment, though it may have to wait for it. */
  readonly momentary?: boolean;
  /** On the n-th byte, whatever was sent behind that byte is lost. */
  readonly cuts?: boolean;
  /** How long it lasts by its own argument, in seconds. */
  readonly seconds?: number;
  /** @throws UsageError when this fob has no such part. */
  check?(parts: Parts): void;
  begin(act: Act): void;
  /** Looks, after something happened to the fob, whether what it waits for has come. */
  look?(act: Act): void;
  /** After a snapshot: puts back what the parts do not keep by themselves. */
  resume?(act: Act): void;
  /** What a snapshot keeps in place of its note. */
  saved?(act: Act): Note;
  lift(act: Act): void;
}

/** Which traffic a fault of wire or frames touches. */
export type Way = Direction | 'both';

/** Does something to single bytes on their way. */
export interface ByteEffect {
  readonly on: 'byte';
  readonly way: Way;
  /** Past tense, for the evidence. */
  readonly did: string;
  put(byte: number, out: Burst, rng: Rng): void;
}

/**
 * Does something to whole frames on their way: of a stream each with the 0x00 that ends it, of
 * reports all those of one message.
 */
export interface FrameEffect {
  readonly on: 'frame';
  readonly way: Way;
  readonly did: string;
  /** Undefined when it has no hold on this frame. */
  put(frame: Uint8Array, rng: Rng, kind: LinkKind): readonly Piece[] | undefined;
}

export type Effect = PartEffect | ByteEffect | FrameEffect;

/** One kind of fault: a row of the table that help, docs and the OpenAPI document print. */
export interface FaultKind {
  readonly kind: string;
  readonly layer: FaultLayer;
  /** Its argument words, as help prints them. */
  readonly args: string;
  readonly summary: string;
  /** Words of a typical command line, its kind included. */
  readonly example: string;
  /** The event meant when a trigger does not name one. */
  readonly event: EventName;
  /** It cannot be armed on a fob type that has none. */
  readonly needs?: Need;
  /** @throws UsageError that names the word at fault. */
  compile(args: readonly string[]): Effect;
}

export function defineFault(kind: FaultKind): FaultKind {
  return kind;
}
