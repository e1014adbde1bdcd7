/** The time of the machine, as far as a plug needs it; a test has its own. */
export interface RealTime {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Calls `run` once, after so many milliseconds; in the next turn when there are none. */
  after(milliseconds: number, run: () => void): () => void;
}

export const realTime: RealTime = {
  now: () => performance.now(),
  after(milliseconds, run) {
    if (milliseconds <= 0) {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    }
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
