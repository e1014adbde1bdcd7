import type { AdminSession, Secret } from '@fobkit/client';
import type { StationFob } from '../run/port.ts';

/** How long a fob may delay the channel after wrong keys. */
const CHANNEL_WAIT_MS = 8_000;

/** Opens a fob's sealed channel, and wipes the key: it has done its work. */
export async function openChannel(
  fob: Pick<StationFob, 'openChannel'>,
  key: Secret,
  signal: AbortSignal,
): Promise<AdminSession> {
  try {
    return await fob.openChannel(key, { signal, waitForDelayMs: CHANNEL_WAIT_MS });
  } finally {
    key.wipe();
  }
}
