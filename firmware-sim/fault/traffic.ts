import type { LinkKind } from '../firmware/env.ts';
import type { Direction } from '../fob/occurrence.ts';
import type { Piece, WireName } from '../fob/wire.ts';
import type { ArmedFault } from './armed-fault.ts';
import { Burst } from './burst.ts';
import type { Happening } from './event.ts';
import { type Cut, type Cutter, FrameCutter } from './frame-cutter.ts';
import type { ByteEffect, FrameEffect } from './kind.ts';
import { ReportCutter } from './report-cutter.ts';

/** What the traffic wants of the board. */
export interface TrafficHooks {
  /** World time in ticks. */
  now(): number;
  /** Every fault that waits or acts, in the order of arming. */
  live(): readonly ArmedFault[];
  /** Something that faults count happens; returns how many of `count` the wire still carries. */
  happen(happening: Happening, count: number): number;
  begin(fault: ArmedFault): void;
  fired(faults: ReadonlySet<ArmedFault>): void;
  end(fault: ArmedFault): void;
}

/** The wires of a fob as faults see them: bytes in, late, other or fewer bytes out. */
export class Traffic {
  readonly #hooks: TrafficHooks;
  readonly #cutters = new Map<string, Cutter>();
  /** By wire and direction, the world time by which all that was carried has arrived. */
  readonly #arrived = new Map<string, number>();

  constructor(hooks: TrafficHooks) {
    this.#hooks = hooks;
  }

  /** Whether nothing is held back or late, so that bytes may pass unseen. */
  get clear(): boolean {
    return this.#cutters.size === 0 && this.#arrived.size === 0;
  }

  shape(direction: Direction, bytes: Uint8Array, { id, kind }: WireName): readonly Piece[] {
    const way = `${id}.${direction}`;
    const carried = this.#hooks.happen({ name: 'byte', direction }, bytes.length);
    const fired = new Set<ArmedFault>();
    const on = { way, kind, direction };
    let pieces: readonly Piece[] = this.#frames(on, bytes.subarray(0, carried), fired);
    for (const fault of this.#hooks.live()) {
      const { effect } = fault;
      if (effect.on !== 'byte' || !fault.meets({ name: 'byte', direction })) continue;
      pieces = pieces.flatMap((piece) =>
        this.#bytes(fault, effect, { piece, kind, direction, fired }),
      );
    }
    if (fired.size > 0) this.#hooks.fired(fired);
    return this.#inOrder(way, pieces);
  }

  /** The host of a wire is gone: what was held back on it is lost. */
  forget(wire: number): void {
    for (const direction of ['to-fob', 'to-host']) {
      this.#cutters.delete(`${wire}.${direction}`);
      this.#arrived.delete(`${wire}.${direction}`);
    }
  }

  #frames(
    { way, kind, direction }: On,
    bytes: Uint8Array,
    fired: Set<ArmedFault>,
  ): readonly Piece[] {
    return this.#cut(way, kind, bytes).flatMap((cut) => {
      let pieces: readonly Piece[] = [{ bytes: cut.bytes, delay: 0 }];
      if (!cut.frame) return pieces;
      this.#hooks.happen({ name: 'frame', direction }, 1);
      for (const fault of this.#hooks.live()) {
        const { effect } = fault;
        if (effect.on !== 'frame' || !fault.meets({ name: 'frame', direction })) continue;
        pieces = pieces.flatMap((piece) =>
          this.#frame(fault, effect, { piece, kind, direction, fired }),
        );
      }
      return pieces;
    });
  }

  #cut(way: string, kind: LinkKind, bytes: Uint8Array): readonly Cut[] {
    const wanted = this.#hooks
      .live()
      .some((one) => one.effect.on === 'frame' || one.counts('frame'));
    const cutter = this.#cutters.get(way) ?? cutterOf(kind);
    if (!wanted && !cutter.holds) return [{ bytes, frame: false }];
    const cuts = cutter.push(bytes);
    const out = wanted ? cuts : [...cuts, ...cutter.flush()];
    if (cutter.holds) this.#cutters.set(way, cutter);
    else this.#cutters.delete(way);
    return out;
  }

  #frame(
    fault: ArmedFault,
    effect: FrameEffect,
    { piece, kind, direction, fired }: Hit,
  ): readonly Piece[] {
    const happening: Happening = { name: 'frame', direction };
    if (!this.#acts(fault, happening)) return [piece];
    const out = effect.put(piece.bytes, fault.rng, kind);
    if (out !== undefined) this.#count(fault, fired);
    if (fault.exhausted(happening)) this.#hooks.end(fault);
    return out?.map(({ bytes, delay }) => ({ bytes, delay: piece.delay + delay })) ?? [piece];
  }

  #bytes(
    fault: ArmedFault,
    effect: ByteEffect,
    { piece, direction, fired }: Hit,
  ): readonly Piece[] {
    const happening: Happening = { name: 'byte', direction };
    const burst = new Burst();
    for (const byte of piece.bytes) {
      if (!this.#acts(fault, happening)) {
        burst.put(byte);
        continue;
      }
      effect.put(byte, burst, fault.rng);
      this.#count(fault, fired);
      if (fault.exhausted(happening)) this.#hooks.end(fault);
    }
    return burst.finish().map(({ bytes, delay }) => ({ bytes, delay: piece.delay + delay }));
  }

  #acts(fault: ArmedFault, happening: Happening): boolean {
    if (fault.triggered(happening) !== undefined) this.#hooks.begin(fault);
    return fault.state === 'acting';
  }

  #count(fault: ArmedFault, fired: Set<ArmedFault>): void {
    fault.fired(this.#hooks.now());
    fired.add(fault);
  }

  /** A wire has no overtaking: what comes behind late bytes is late, too. */
  #inOrder(way: string, pieces: readonly Piece[]): readonly Piece[] {
    const now = this.#hooks.now();
    let last = this.#arrived.get(way) ?? -1;
    const out = pieces.map(({ bytes, delay }) => {
      let at = Math.max(now + delay, last);
      // What was due at this very tick may still stand in the queue before us.
      if (at === now && last === now) at = now + 1;
      if (at > now) last = at;
      return { bytes, delay: at - now };
    });
    if (last >= now) this.#arrived.set(way, last);
    else this.#arrived.delete(way);
    return out;
  }
}

/** Which wire, which way. */
interface On {
  readonly way: string;
  readonly kind: LinkKind;
  readonly direction: Direction;
}

interface Hit {
  readonly piece: Piece;
  readonly kind: LinkKind;
  readonly direction: Direction;
  readonly fired: Set<ArmedFault>;
}

function cutterOf(kind: LinkKind): Cutter {
  switch (kind) {
    case 'stream':
      return new FrameCutter();
    case 'reports':
      return new ReportCutter();
    case 'feature-reports':
      // Each is a frame by itself.
      return { holds: false, push: (bytes) => [{ bytes, frame: true }], flush: () => [] };
  }
}
