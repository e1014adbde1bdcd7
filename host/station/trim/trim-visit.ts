import { type AdminSession, type HostClock, ticksOfUnixMs } from '@fobkit/client';
import { type FobStatus, MAX_EVENTS, TICKS_PER_SECOND } from '@fobkit/protocol';
import type { TrimWish } from '../lot/lot.ts';
import type { StationFob } from '../run/port.ts';
import { lookAtClock } from '../unit/clock-reading.ts';
import type { ClockReading } from '../unit/unit.ts';
import { VisitTrouble } from '../unit/visit-trouble.ts';
import type { FrequencyCounter } from './frequency-counter.ts';
import { type Rate, rateBetween, soakSeconds } from './soak.ts';

export interface TrimOptions {
  readonly wish: TrimWish;
  /** The clock as it was read when it was set. */
  readonly start: ClockReading | undefined;
  readonly counter?: FrequencyCounter;
  readonly clock: Pick<HostClock, 'now' | 'unixMs'>;
  readonly signal: AbortSignal;
  /** Told before the fob is changed. */
  readonly onTrim?: () => void;
}

export interface Trimmed {
  /** The trim that is set now, in parts per billion. */
  readonly trimPpb: number;
  /** Absent when an earlier visit trimmed it, whose record was lost. */
  readonly rate?: Rate;
  /** After the trim, and after the clock was set again. */
  readonly reading: ClockReading;
}

const PPB = 1_000;

/**
 * Finds the rate of a fob's clock, trims its oscillator and sets its clock again. Two readings of
 * the clock tell the rate with the trim that was set; the pad has the crystal's own. Rejects with
 * `VisitTrouble` `clock`, and changes nothing, when it is too early, when the rate is not known well
 * enough, and when it is beyond what the fob can be trimmed.
 */
export async function trimVisit(
  fob: StationFob,
  open: () => Promise<AdminSession>,
  options: TrimOptions,
): Promise<Trimmed> {
  const { clock, signal, onTrim, wish, start } = options;
  const { features } = await fob.getInfo({ signal });
  const status = await fob.getStatus({ signal, events: MAX_EVENTS });
  if (wish.by === 'soak' && start !== undefined) {
    const since = changedSince(status, start);
    // An earlier visit trimmed it, and its record was lost.
    if (since === 'trimmed') {
      return { trimPpb: status.trimPpb, reading: await readClock(fob, options) };
    }
    if (since === 'clock-set')
      throw new VisitTrouble('clock', 'its clock was moved since it was set');
  }
  const now = await readClock(fob, options);
  const rate = await rateOf(now, options);
  const trimPpb = Math.round((wish.by === 'soak' ? status.trimPpb : 0) - rate.ppm * PPB);
  if (Math.abs(trimPpb) > features.trimLimitPpb) {
    const limit = ppm(features.trimLimitPpb / PPB);
    throw new VisitTrouble('clock', `it wants a trim of ${ppm(trimPpb / PPB)} and takes ${limit}`);
  }
  const session = await open();
  onTrim?.();
  await session.trimClock(trimPpb, { signal });
  await setForward(session, now, { clock, signal });
  return { trimPpb, rate, reading: await readClock(fob, options) };
}

/** What happened to the fob's clock after that reading, by its own log. */
function changedSince(
  { events }: FobStatus,
  { readUnixMs, offsetMs }: ClockReading,
): 'trimmed' | 'clock-set' | undefined {
  const from = ticksOfUnixMs(readUnixMs + offsetMs);
  const later = events.filter(({ clock }) => clock !== undefined && clock > from);
  const kinds = later.map(({ kind }) => kind);
  return (['trimmed', 'clock-set'] as const).find((kind) => kinds.includes(kind));
}

async function readClock(fob: StationFob, { clock, signal }: TrimOptions): Promise<ClockReading> {
  const { reading } = await lookAtClock(fob, clock, { signal });
  if (reading === undefined) throw new VisitTrouble('clock', 'its clock is lost');
  return reading;
}

async function rateOf(now: ClockReading, options: TrimOptions): Promise<Rate> {
  const { wish, counter, signal } = options;
  const rate =
    wish.by === 'counter' ? await countedRate(counter, signal) : soakedRate(now, options);
  if (rate.uncertaintyPpm <= wish.ppm) return rate;
  const known = `its rate is known to ${ppm(rate.uncertaintyPpm)}, wanted are ${ppm(wish.ppm)}`;
  throw new VisitTrouble('clock', known);
}

function soakedRate(now: ClockReading, { start, wish }: TrimOptions): Rate {
  if (start === undefined) {
    throw new VisitTrouble('clock', 'no reading of its clock is on record from when it was set');
  }
  const seconds = soakSeconds(wish.ppm, start.jitterMs, now.jitterMs);
  const readyUnixMs = start.readUnixMs + seconds * 1000;
  if (now.readUnixMs < readyUnixMs) {
    const when = new Date(Math.ceil(readyUnixMs / 1000) * 1000).toISOString();
    throw new VisitTrouble('clock', `too early: bring it back from ${when.replace('.000', '')} on`);
  }
  return rateBetween(start, now);
}

async function countedRate(
  counter: FrequencyCounter | undefined,
  signal: AbortSignal,
): Promise<Rate> {
  if (counter === undefined) {
    throw new VisitTrouble('clock', 'the lot is trimmed by a counter, and this station has none');
  }
  const { hertz, uncertaintyHertz } = await counter.measure(signal);
  return {
    ppm: ((hertz - TICKS_PER_SECOND) * 1e6) / TICKS_PER_SECOND,
    uncertaintyPpm: (uncertaintyHertz * 1e6) / TICKS_PER_SECOND,
  };
}

/** A clock that is fast stays: a loaded fob's never goes back (CMD-26). */
async function setForward(
  session: AdminSession,
  { offsetMs, jitterMs }: ClockReading,
  { clock, signal }: Pick<TrimOptions, 'clock' | 'signal'>,
): Promise<void> {
  if (offsetMs > -jitterMs) return;
  // Half of the round trip is what the jitter mostly is.
  await session.setClock(ticksOfUnixMs(clock.unixMs() + jitterMs), { signal });
}

function ppm(value: number): string {
  return `${String(Math.round(value * 1000) / 1000)} ppm`;
}
