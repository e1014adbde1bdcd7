/** Whether a promise has settled, either way. A rejection then counts as handled. */
export function watch(promise: Promise<unknown>): { readonly settled: boolean } {
  const watched = { settled: false };
  const settle = (): void => {
    watched.settled = true;
  };
  promise.then(settle, settle);
  return watched;
}
