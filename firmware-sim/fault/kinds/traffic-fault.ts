import { defineFault, type Effect, type FaultKind, type Way } from '../kind.ts';
import { Words } from '../words.ts';

/** A fault of bytes or frames on their way, as the tables of wire and frame faults have it. */
export interface TrafficRow<Put> {
  readonly verb: string;
  /** Past tense, for the evidence. */
  readonly did: string;
  readonly summary: string;
  readonly example: string;
  /** Words before the direction, as help prints them. */
  readonly args?: string;
  /** Reads those words; gives what becomes of what is hit. */
  readonly put: (words: Words) => Put;
}

/** What tells a layer's faults from another's. */
export interface TrafficLayer<Put> {
  readonly layer: 'wire' | 'frame';
  readonly event: 'byte' | 'frame';
  effect(way: Way, did: string, put: Put): Effect;
}

/** A kind of fault that takes its own words and then a direction. */
export function trafficFault<Put>(of: TrafficLayer<Put>, row: TrafficRow<Put>): FaultKind {
  const { verb, did, summary, example, args, put } = row;
  const kind = `${of.layer}.${verb}`;
  const usage = [...(args === undefined ? [] : [args]), '[to-fob|to-host|both]'].join(' ');
  return defineFault({
    kind,
    layer: of.layer,
    args: usage,
    summary,
    example: `${kind} ${example}`,
    event: of.event,
    compile(given) {
      const words = new Words(kind, usage, given);
      const act = put(words);
      const way = words.way();
      words.end();
      return of.effect(way, did, act);
    },
  });
}
