import type { LotCounts, StationEvent } from '@fobkit/station';
import { mendedBy } from './mended.ts';
import { sampled } from './rate.ts';
import {
  type EndedPort,
  endedWell,
  type Message,
  type PortState,
  type Result,
  type ScreenState,
  type Seen,
} from './screen-state.ts';

const MOST_RESULTS = 200;
const MOST_MESSAGES = 50;

type Ended = Extract<StationEvent, { readonly kind: 'ended' }>;

/** The screen after something happened at the station. */
export function afterEvent(state: ScreenState, event: StationEvent, seen: Seen): ScreenState {
  const now: ScreenState = { ...state, seen };
  switch (event.kind) {
    case 'started':
      return counted(now, event.counts);
    case 'arrived':
      return withPort(now, {
        kind: 'working',
        name: event.port,
        sinceMs: seen.ms,
        pressWanted: false,
      });
    case 'left':
      return leftPort(now, event.port);
    case 'waiting':
      return said(now, { ...event, clock: seen.clock });
    case 'step': {
      const { port, step, deviceId, serialLabel } = event;
      const before = portNamed(now, port);
      const known = before?.kind === 'working' ? before : undefined;
      return withPort(now, {
        ...known,
        kind: 'working',
        name: port,
        step,
        sinceMs: known?.sinceMs ?? seen.ms,
        pressWanted: false,
        ...(deviceId === undefined ? {} : { deviceId }),
        ...(serialLabel === undefined ? {} : { serialLabel }),
      });
    }
    case 'claimed':
      return counted(now, oneClaimed(now.counts));
    case 'press-wanted': {
      const before = portNamed(now, event.port);
      if (before?.kind !== 'working') return now;
      return withPort(now, { ...before, pressWanted: true, serialLabel: event.serialLabel });
    }
    case 'ended':
      return ended(now, event);
    case 'paused':
    case 'resumed': {
      const { kind, by } = event;
      const told = said(now, { clock: seen.clock, kind, ...(by === undefined ? {} : { by }) });
      return { ...told, paused: kind === 'paused' };
    }
    case 'trouble': {
      const { trouble, why } = event;
      return { ...said(now, { clock: seen.clock, kind: 'trouble', trouble, why }), trouble: event };
    }
    case 'ended-run':
      return { ...counted(now, event.counts), over: event.reason };
  }
}

/** The screen when time has passed. */
export function afterTick(state: ScreenState, seen: Seen): ScreenState {
  return { ...state, seen };
}

/** The screen with something to read among its messages. */
export function noted(state: ScreenState, text: string): ScreenState {
  return said(state, { clock: state.seen.clock, kind: 'note', text });
}

function ended(state: ScreenState, event: Ended): ScreenState {
  const { port, end, trouble, why, deviceId, serialLabel, ms } = event;
  const result: Result = {
    clock: state.seen.clock,
    port,
    end,
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(serialLabel === undefined ? {} : { serialLabel }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(why === undefined ? {} : { why }),
  };
  const { clock, ...known } = result;
  const stillIn = trouble !== 'left' && trouble !== 'link-lost';
  const last: EndedPort = { ...known, kind: 'ended', name: port, tookMs: ms, stillIn };
  const before = mendedBy(state, result);
  const told = said(counted(withPort(before, last), event.counts), {
    clock,
    kind: 'result',
    result,
  });
  const { trouble: mended, ...calm } = told;
  return {
    // A fob that was loaded shows that what ailed the station is over.
    ...(end === 'done' || mended === undefined ? calm : { ...calm, trouble: mended }),
    results: [result, ...calm.results].slice(0, MOST_RESULTS),
    failures: endedWell(end) ? calm.failures : oneMore(state, trouble),
    // What stands in the list under the hand does not slip away.
    view:
      calm.view.kind === 'failures' && !endedWell(end)
        ? { kind: 'failures', at: calm.view.at + 1 }
        : calm.view,
  };
}

function oneMore({ failures }: ScreenState, trouble: Ended['trouble']): ScreenState['failures'] {
  if (trouble === undefined) return failures;
  return { ...failures, [trouble]: (failures[trouble] ?? 0) + 1 };
}

/** Until the next event that brings the counts of all stations. */
function oneClaimed(counts: LotCounts): LotCounts {
  const { unused, working } = counts;
  return unused === 0 ? counts : { ...counts, unused: unused - 1, working: working + 1 };
}

function counted(state: ScreenState, counts: ScreenState['counts']): ScreenState {
  const samples = sampled(state.samples, { ms: state.seen.ms, done: counts.done });
  return { ...state, counts, samples };
}

function said(state: ScreenState, message: Message): ScreenState {
  return { ...state, messages: [message, ...state.messages].slice(0, MOST_MESSAGES) };
}

function leftPort(state: ScreenState, name: string): ScreenState {
  const port = portNamed(state, name);
  if (port?.kind === 'ended') return withPort(state, { ...port, stillIn: false });
  if (port?.kind === 'working' && port.step !== undefined) return state;
  return withPort(state, { kind: 'empty', name });
}

function portNamed({ ports }: ScreenState, name: string): PortState | undefined {
  return ports.find((port) => port.name === name);
}

const byName = new Intl.Collator('en', { numeric: true });

function withPort(state: ScreenState, port: PortState): ScreenState {
  const others = state.ports.filter(({ name }) => name !== port.name);
  const ports = [...others, port].toSorted((a, b) => byName.compare(a.name, b.name));
  return { ...state, ports };
}
