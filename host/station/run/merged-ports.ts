import type { PortEvent, PortSource } from './port.ts';

/** Several sources as one. It ends when all have ended, and fails with the first that fails. */
export function mergedPorts(sources: readonly PortSource[]): PortSource {
  return { watch: (signal) => watchAll(sources, signal) };
}

async function* watchAll(
  sources: readonly PortSource[],
  signal: AbortSignal,
): AsyncGenerator<PortEvent> {
  const queue: PortEvent[] = [];
  let wake = Promise.withResolvers<undefined>();
  let running = sources.length;
  let failure: { readonly error: unknown } | undefined;
  const run = async (source: PortSource): Promise<void> => {
    try {
      for await (const event of source.watch(signal)) {
        queue.push(event);
        wake.resolve(undefined);
      }
    } catch (error) {
      failure ??= { error };
    }
    running--;
    wake.resolve(undefined);
  };
  const all = sources.map(run);
  while (running > 0 || queue.length > 0) {
    const event = queue.shift();
    if (event !== undefined) {
      yield event;
      continue;
    }
    if (failure !== undefined) break;
    await wake.promise;
    wake = Promise.withResolvers();
  }
  if (failure !== undefined) throw failure.error;
  await Promise.all(all);
}
