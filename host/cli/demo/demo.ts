import type { Cli } from '../program/cli.ts';
import { Narrator } from './narrator.ts';
import { breakSegment, type Cast, drawKey, drift, endOfLife, find, load, read } from './scenes.ts';
import { findFob, setStage } from './stage.ts';

const SCENES = [find, load, read, drift, breakSegment, endOfLife];

/**
 * The life of a fob in six acts, each through the same doors as a user's: the operating system's
 * serial port, and the control channel for what a hand does. Leaves nothing behind.
 */
export async function runDemo(cli: Cli): Promise<void> {
  const stage = await setStage('shinkin-hardware');
  try {
    const fob = await findFob(stage.state, cli.signal);
    try {
      const cast: Cast = { stage, fob, tell: new Narrator(cli.out), key: drawKey() };
      for (const scene of SCENES) {
        cli.signal.throwIfAborted();
        await scene(cast);
      }
    } finally {
      await fob.close();
    }
  } finally {
    await stage.strike();
  }
  cli.out.print('\nThe process of the fob has ended; nothing is left behind.');
}
