// Taken before anybody fakes timers: `vi.useFakeTimers` would stop it.
const { setImmediate } = globalThis;

/** One turn of the event loop: promises that can settle without time passing have settled. */
export function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setImmediate(() => {
    resolve(undefined);
  });
  return promise;
}
