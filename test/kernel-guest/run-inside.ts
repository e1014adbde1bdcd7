import { bundleForGuest } from './bundle.ts';
import type { Guest, StepOptions } from './guest.ts';
import type { Step } from './guest-process.ts';

/** What a script of inside/ told, line by line, and how it ended. */
export interface Told extends Step {
  readonly lines: readonly unknown[];
}

/**
 * Runs a script of inside/ in the guest, on this Node.js.
 *
 * @throws Error when it ends with another status than 0.
 */
export async function runInside(
  guest: Guest,
  script: string,
  { args = [], ...options }: StepOptions & { args?: readonly string[] } = {},
): Promise<Told> {
  const bundle = await bundleForGuest(script);
  try {
    const step = await guest.run([process.execPath, bundle.path, ...args], options);
    if (step.status !== 0) {
      throw new Error(`${script} ended with ${String(step.status)}:\n${step.output}${step.errors}`);
    }
    const lines = step.output.split('\n').filter((line) => line !== '');
    return { ...step, lines: lines.map((line): unknown => JSON.parse(line)) };
  } finally {
    bundle.remove();
  }
}
