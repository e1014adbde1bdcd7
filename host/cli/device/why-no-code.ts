import { DeviceError, type FobDevice } from '@fobkit/client';
import { type FobInfo, toHex } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';
import { refused } from '../program/cli-error.ts';
import { describeExpiry } from './describe.ts';

/** What to throw when no code could be read: a fob in a wrong state of life is asked for it. */
export async function whyNoCode(
  cli: Cli,
  fob: Pick<FobDevice, 'getInfo'>,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof DeviceError) || error.status !== 'wrong-lifecycle') return error;
  const info = await fob.getInfo({ signal: cli.signal });
  const why = WHY[info.lifecycle]?.(info);
  if (why === undefined) return error;
  const name = info.loaded?.serialLabel ?? toHex(info.deviceId);
  return refused(error.status, `the fob ${name} has no code: ${why}`);
}

const WHY: Partial<Record<FobInfo['lifecycle'], (info: FobInfo) => string>> = {
  blank: () => 'it is blank; load it with fob provision',
  dead: () =>
    'it is dead; its cell is empty or out, or its seed cannot be read: ' +
    'give it a fresh cell, or fob wipe it and load it again',
  expired: ({ loaded }) => {
    const end = describeExpiry(loaded?.expiry);
    const how = end === undefined ? 'with' : `at ${end} or with`;
    return `it is expired; its life ended ${how} its presses or its counter; fob wipe makes it blank`;
  },
  'clock-lost': () =>
    'it has lost the time; fob clock set gives it one that never had any, ' +
    'else fob wipe it and load it again',
};
