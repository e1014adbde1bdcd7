import type { OpenChannelOptions, SealedSession, Secret } from '@fobkit/client';
import { type FobUnderRun, fobDevice } from './fob-under-run.ts';

/** Does something in a sealed channel to a fob, by the transport key that holds now. */
export async function sealed<T>(
  fob: FobUnderRun,
  work: (session: SealedSession) => Promise<T>,
  options: OpenChannelOptions = {},
): Promise<T> {
  const { signal } = options;
  const key = await transportKeyOf(fob, signal);
  return fob.use(async (device) => work(await fobDevice(device).openChannel(key, options)), signal);
}

/** The transport key that holds now, by the generation that the fob tells. */
export async function transportKeyOf(fob: FobUnderRun, signal?: AbortSignal): Promise<Secret> {
  const { keys } = fob.belief;
  const generation = keys.size > 1 ? (await fob.info(signal)).keyGeneration : 0;
  const known = keys.get(generation);
  if (known !== undefined) return known;
  const factory = await fob.rig.factoryKey();
  fob.know({ keys: new Map(keys).set(0, factory) });
  return factory;
}
