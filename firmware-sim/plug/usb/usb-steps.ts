import type { Urb, UrbHandle, UrbResult } from './urb.ts';

/** Transfers one after the other: what a driver asks for next depends on what came before. */
export type UsbSteps<T> = Generator<Urb, T, UrbResult>;

/** Who carries out single transfers: a `UsbPort`. */
export interface UrbTarget {
  submit(urb: Urb, done: (result: UrbResult) => void): UrbHandle;
}

export type StepsOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Error };

/**
 * Carries steps out. `done` is called once, within this call when the fob answers everything at
 * once; what the steps throw is its error.
 */
export function runSteps<T>(
  target: UrbTarget,
  steps: UsbSteps<T>,
  done: (outcome: StepsOutcome<T>) => void,
): void {
  let inside = false;
  let waiting: { readonly result?: UrbResult } | undefined = {};

  // A loop instead of a call in each answer: a fob that answers at once would nest them all.
  const goOn = (): void => {
    if (inside) return;
    inside = true;
    let outcome: StepsOutcome<T> | undefined;
    while (waiting !== undefined && outcome === undefined) {
      const { result } = waiting;
      waiting = undefined;
      outcome = advance(steps, result, (urb) => {
        target.submit(urb, (answer) => {
          waiting = { result: answer };
          goOn();
        });
      });
    }
    inside = false;
    if (outcome !== undefined) done(outcome);
  };
  goOn();
}

/** The same, as a promise: rejects with what the steps throw. */
export function stepsDone<T>(target: UrbTarget, steps: UsbSteps<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  runSteps(target, steps, (outcome) => {
    if (outcome.ok) resolve(outcome.value);
    else reject(outcome.error);
  });
  return promise;
}

/** One step; undefined while it is not the last one. */
function advance<T>(
  steps: UsbSteps<T>,
  result: UrbResult | undefined,
  submit: (urb: Urb) => void,
): StepsOutcome<T> | undefined {
  try {
    const next = result === undefined ? steps.next() : steps.next(result);
    if (next.done === true) return { ok: true, value: next.value };
    submit(next.value);
    return undefined;
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
