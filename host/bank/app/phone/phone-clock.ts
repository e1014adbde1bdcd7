/** The phone's time: what the codes follow. */
export const phoneClock = {
  /** Milliseconds since 1970. */
  unixMs: (): number => Date.now(),
  /** Calls `run` once after `ms` milliseconds. The function that comes back cancels that. */
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
