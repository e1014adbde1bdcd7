import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../host/client/system-clock.ts';

/** Longer than a timer of the platform can be, which fires at once then. */
const DAYS_60 = 60 * 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the machine's clock", () => {
  it('waits for weeks, when told to', () => {
    let runs = 0;
    systemClock.after(DAYS_60, () => runs++);
    vi.advanceTimersByTime(DAYS_60 - 1);
    expect(runs).toBe(0);
    vi.advanceTimersByTime(1);
    expect(runs).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits no longer once that is cancelled, however far it has come', () => {
    let runs = 0;
    const cancel = systemClock.after(DAYS_60, () => runs++);
    vi.advanceTimersByTime(DAYS_60 / 2);
    cancel();
    vi.advanceTimersByTime(DAYS_60);
    expect(runs).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
