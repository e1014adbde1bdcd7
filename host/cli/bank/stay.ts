import type { Cli } from '../program/cli.ts';

/** Until whoever started it says that it is to end. */
export async function untilEnded({ signal }: Cli): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
