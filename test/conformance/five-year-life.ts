import { createHash } from 'node:crypto';
import { type Fob, type Noted, parseFault, restoreFob, takeSnapshot } from '@fobkit/firmware-sim';
import { Rng } from '../../firmware-sim/hardware/rng.ts';
import { nodePrimitives } from '../../host/client/node/primitives.ts';
import { blankFob, RawHost, TOTP_LOAD } from '../support/raw-host.ts';
import { EventLog } from './event-log.ts';
import { DAY_TICKS, DAYS, type Life, lives, SEASONS, SECOND_TICKS } from './lives.ts';

// Five years of two fobs by the script in lives.ts. Prints the SHA-256 of everything that happened;
// with --log, what happened instead. With --restored each goes on from a snapshot half way, which
// must not change a byte. Run: node --conditions=fobkit-source test/conformance/five-year-life.ts

const HOUR_TICKS = 3600 * SECOND_TICKS;

/** One fob, from its making to the end of its cell. */
class Run {
  readonly #life: Life;
  readonly #log: EventLog;
  readonly #dice: Rng;
  readonly #born: number;
  #fob: Fob;
  #stopWatching: (() => void) | undefined;

  constructor(life: Life, log: EventLog) {
    this.#life = life;
    this.#log = log;
    this.#dice = new Rng(life.seed);
    this.#fob = blankFob(life.profile);
    this.#watch(true);
    const host = new RawHost(this.#fob);
    host.provision({ ...TOTP_LOAD, ...life.load });
    host.wire.unplug();
    this.#born = this.#fob.worldTicks;
  }

  live(restored: boolean): void {
    const { faults, profile, snapshotDay, watchEveryDays } = this.#life;
    this.#log.line(`# ${profile}`);
    for (let day = 0; day < DAYS; day++) {
      if (restored && day === snapshotDay) this.#restore();
      this.#watch(day % watchEveryDays === 0);
      for (const { words, options } of faults.filter((fault) => fault.day === day)) {
        this.#fob.faults.arm(parseFault(words.split(' '), options));
      }
      this.#liveDay(this.#born + day * DAY_TICKS, SEASONS[Math.floor((day % 365) / 31)] ?? 0);
      if (day % 30 === 0) this.#noteState();
    }
    this.#fob.advanceTo(this.#born + DAYS * DAY_TICKS);
    this.#noteState();
    for (const { evidence, text } of this.#fob.faults.report()) {
      this.#log.line(`${text}: ${evidence}`);
    }
  }

  #restore(): void {
    this.#fob = restoreFob(takeSnapshot(this.#fob), nodePrimitives);
    this.#stopWatching = undefined;
  }

  #watch(on: boolean): void {
    if (!on) this.#stopWatching?.();
    if (on && this.#stopWatching !== undefined) return;
    this.#stopWatching = on ? this.#fob.observe((noted) => this.#note(noted)) : undefined;
  }

  /** A cool night, a day in a warm pocket, and presses of the button between eight and ten. */
  #liveDay(midnight: number, season: number): void {
    const dice = this.#dice;
    this.#fob.setTemperature(season - 30 + dice.below(61));
    this.#fob.advanceTo(midnight + 8 * HOUR_TICKS);
    this.#fob.setTemperature(Math.max(season, 220) + dice.below(81));
    const count = dice.below(this.#life.mostPressesADay + 1);
    const seconds = Array.from({ length: count }, () => dice.below(14 * 3600));
    for (const at of seconds.sort((a, b) => a - b)) {
      this.#fob.advanceTo(midnight + 8 * HOUR_TICKS + at * SECOND_TICKS);
      this.#fob.press();
    }
    this.#fob.advanceTo(midnight + 22 * HOUR_TICKS);
  }

  #note(noted: Noted): void {
    const line =
      noted.kind === 'lcd' ? `${noted.at.toString()} ${noted.text}` : JSON.stringify(noted);
    this.#log.line(line);
  }

  /** What cannot be seen from outside: clock, cell, flash, counters, and the fob's own event log. */
  #noteState(): void {
    const fob = this.#fob;
    const { battery, crystal, flash } = fob.parts;
    const { lifecycle, memory } = fob.firmware?.core ?? {};
    const state = {
      at: fob.worldTicks,
      drift: fob.driftTicks,
      remainingNah: battery.remainingNah,
      millivolts: battery.millivolts(),
      age: crystal.age,
      flash: sha256(flash.read(0, flash.pageSize * flash.pageCount)),
      lifecycle,
      presses: memory?.presses,
      resets: memory?.resets,
      events: memory?.events,
      view: fob.view,
    };
    this.#log.line(JSON.stringify(state));
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const log = new EventLog(process.argv.includes('--log'));
for (const life of lives) new Run(life, log).live(process.argv.includes('--restored'));
log.end();
