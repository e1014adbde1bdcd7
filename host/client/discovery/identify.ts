import { toHex } from '@fobkit/protocol';
import { FobDevice } from '../device/fob-device.ts';
import { FobError } from '../errors.ts';
import type { HostEnv } from '../host-env.ts';
import type { Link } from '../link.ts';

/** Asks a fob for its device id; undefined when it does not say. Rejects with the signal's reason. */
export async function askDeviceId(
  env: HostEnv,
  link: Link,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const options = signal === undefined ? {} : { signal };
  try {
    const device = await FobDevice.connect(link, env, { timeoutMs: 500, resends: 1, ...options });
    await device.close();
    return toHex(device.deviceId);
  } catch (error) {
    if (error instanceof FobError) return undefined;
    throw error;
  }
}
