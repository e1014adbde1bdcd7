import type { Command } from './command.ts';
import { getInfo } from './get-info.ts';
import { getStatus } from './get-status.ts';
import { keyCheck } from './key-check.ts';
import { loadSeed } from './load-seed.ts';
import { openChannel } from './open-channel.ts';
import { readCode } from './read-code.ts';
import { readDisplay } from './read-display.ts';
import { rotateTransportKey } from './rotate-transport-key.ts';
import { sealed } from './sealed.ts';
import { selfTest } from './self-test.ts';
import { setClock } from './set-clock.ts';
import { trimClock } from './trim-clock.ts';
import { wink } from './wink.ts';
import { wipe } from './wipe.ts';

/** Every command of the protocol, in the order of their numbers. */
export const catalogue: readonly Command<unknown, unknown>[] = [
  getInfo,
  getStatus,
  readCode,
  readDisplay,
  selfTest,
  wink,
  openChannel,
  sealed,
  loadSeed,
  setClock,
  trimClock,
  rotateTransportKey,
  keyCheck,
  wipe,
];

const byCode = new Map(catalogue.map((entry) => [entry.code, entry]));

export function findCommand(code: number): Command<unknown, unknown> | undefined {
  return byCode.get(code);
}
