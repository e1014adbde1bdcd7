import type { Sample } from './record.ts';

/** So many marks are kept, the first ones: more make no picture. */
const MOST_MARKS = 2000;
/** When there are more points than that of the curves, every second one goes. */
const MOST_POINTS = 2000;
/** So many frames of the LCD are kept at each end of the run, and of these some with pictures. */
const FRAMES_AT_EACH_END = 200;
const PICTURES_AT_EACH_END = 20;

interface Entry {
  /** Counts from 1. */
  readonly order: number;
  kind: 'mark' | 'frame' | 'point';
  sample: Sample;
}

/**
 * The moments of a run, never more than a report can show: of a life of eight thousand presses the
 * curves are kept thinner, and frames of the LCD at the beginning and at the end.
 */
export class Timeline {
  #entries: Entry[] = [];
  #frames: Entry[] = [];
  #pictures: Entry[] = [];
  #order = 0;
  #marks = 0;
  #seen = 0;
  #points = 0;
  /** Of so many points one is kept. */
  #stride = 1;

  add(sample: Sample): void {
    const entry: Entry = { order: ++this.#order, kind: kindOf(sample), sample };
    if (entry.kind === 'mark' && ++this.#marks > MOST_MARKS) return;
    if (entry.kind === 'point' && ++this.#seen % this.#stride !== 0) return;
    this.#entries.push(entry);
    if (entry.kind === 'point') this.#points++;
    if (entry.kind === 'frame') this.#addFrame(entry);
    if (this.#points > MOST_POINTS) this.#thinPoints();
  }

  /** Where it is now, for `forget`. */
  mark(): number {
    return this.#order;
  }

  /** Forgets what was added since. */
  forget(mark: number): void {
    const older = ({ order }: Entry): boolean => order <= mark;
    this.#entries = this.#entries.filter(older);
    this.#frames = this.#frames.filter(older);
    this.#pictures = this.#pictures.filter(older);
    this.#points = this.#entries.filter(({ kind }) => kind === 'point').length;
  }

  /** In the order of world time. */
  samples(): Sample[] {
    return this.#entries.map(({ sample }) => sample).sort((a, b) => a.unixMs - b.unixMs);
  }

  /** A frame in the middle loses its picture, and where there are still more it is a point. */
  #addFrame(entry: Entry): void {
    this.#frames.push(entry);
    if (entry.sample.picture !== undefined) this.#pictures.push(entry);
    if (this.#pictures.length > 2 * PICTURES_AT_EACH_END) {
      const [dull] = this.#pictures.splice(PICTURES_AT_EACH_END, 1);
      if (dull !== undefined) dull.sample = without(dull.sample, 'picture');
    }
    if (this.#frames.length > 2 * FRAMES_AT_EACH_END) {
      const [dull] = this.#frames.splice(FRAMES_AT_EACH_END, 1);
      if (dull === undefined) return;
      dull.kind = 'point';
      dull.sample = without(dull.sample, 'lcd');
      this.#points++;
    }
  }

  #thinPoints(): void {
    let points = 0;
    this.#entries = this.#entries.filter(({ kind }) => kind !== 'point' || ++points % 2 === 0);
    this.#points = Math.floor(points / 2);
    this.#stride *= 2;
  }
}

function without(sample: Sample, name: 'lcd' | 'picture'): Sample {
  const { [name]: _, ...rest } = sample;
  return rest;
}

function kindOf({ mark, lcd, picture }: Sample): Entry['kind'] {
  if (mark !== undefined) return 'mark';
  return lcd === undefined && picture === undefined ? 'point' : 'frame';
}
