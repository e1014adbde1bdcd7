import { type Device, hasCapability, type Rig, RigError, type WireOptions } from '@fobkit/client';
import type { RigAction } from '@fobkit/protocol';

/** The watchdog takes 2 s, a boot less; delayed replies and unplugged seconds more. */
const REST_SECONDS = 10;
const TRIES = 3;

/**
 * Takes everything away that keeps a fob from answering: faults, an empty cell, a pulled plug, cold.
 * Gives in words how it failed all the same to answer GetInfo; undefined when it did. Rejects with
 * `RigError` where the rig lost touch with what it does that by.
 */
export async function bringBack(
  rig: Rig,
  open: Device | undefined,
  connect: (options: WireOptions) => Promise<Device>,
): Promise<string | undefined> {
  await liftFaults(rig);
  for (const action of REMEDIES) {
    if (rig.lacks(action.action) === undefined) await attempt(() => rig.act(action));
  }
  await rig.wait(REST_SECONDS);
  if (open !== undefined && (await attempt(() => ask(open))) === undefined) return undefined;
  await attempt(() => open?.close() ?? Promise.resolve());
  let why = '';
  for (let tried = 0; tried < TRIES; tried++) {
    why = (await attempt(() => askAnew(connect))) ?? '';
    if (why === '') return undefined;
    await rig.wait(REST_SECONDS);
  }
  return `with its faults lifted, a fresh cell and its plug in, the fob does not answer: ${why}`;
}

const REMEDIES: readonly RigAction[] = [
  { action: 'release' },
  { action: 'temperature', celsius: 25 },
  { action: 'supply' },
  { action: 'cell', present: false },
  { action: 'cell', present: true, fresh: true },
  { action: 'replug' },
];

async function liftFaults(rig: Rig): Promise<void> {
  if (rig.lacks('fault') !== undefined) return;
  for (const { id } of await rig.faults()) await attempt(() => rig.clearFault(id));
}

/** The status too: it tells the counter that comes next. */
async function ask(device: Device): Promise<void> {
  await device.info();
  if (hasCapability(device, 'status')) await device.getStatus();
}

async function askAnew(connect: (options: WireOptions) => Promise<Device>): Promise<void> {
  const device = await connect({});
  try {
    await ask(device);
  } finally {
    await device.close();
  }
}

/** A rig that cannot, or need not. */
const NEEDLESS: readonly RigError['code'][] = ['lacking', 'refused'];

/** How it failed, in words. Rejects where the rig lost touch: then the fob is not to blame. */
async function attempt(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof RigError && NEEDLESS.includes(error.code)) return undefined;
    if (error instanceof RigError) throw error;
    return error instanceof Error ? error.message : String(error);
  }
}
