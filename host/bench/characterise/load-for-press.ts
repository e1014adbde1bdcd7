import { FobDevice, provision, type Rig, Secret } from '@fobkit/client';
import type { LoadedParameters } from '@fobkit/protocol';

export interface TestLoad {
  /** What a fob of the type usually gets, for test. */
  readonly parameters: LoadedParameters;
  readonly seed: Uint8Array;
  readonly signal?: AbortSignal;
}

/** What a press of the fob will show. */
export interface PressReady {
  /** Why a press may show no code, so that it costs less than one of a fob in use. */
  readonly doubt?: string;
  /** Takes out again what was loaded. */
  undo(): Promise<void>;
}

/**
 * Loads a blank fob for test, so that a press shows a code. A fob that is loaded is left as it is.
 * The fob has power already.
 */
export async function loadForPress(rig: Rig, load: TestLoad): Promise<PressReady> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (rig.lacks('wire') !== undefined) {
    return { doubt: 'it has no wire: nobody tells whether it is loaded', undo: nothing };
  }
  const { blank, timeless } = await withFob(rig, async (fob) => {
    const { lifecycle, loaded } = await fob.getInfo();
    const { clock } = await fob.getStatus();
    return {
      blank: lifecycle === 'blank',
      timeless: loaded?.mode === 'totp' && clock === undefined,
    };
  });
  if (timeless) {
    return { doubt: 'its clock was lost with its power: it shows no code by time', undo: nothing };
  }
  if (!blank) return { undo: nothing };
  const lack = rig.lacks('factory-key');
  if (lack !== undefined) return { doubt: `it is blank, and ${lack}`, undo: nothing };
  const { parameters, seed, signal } = load;
  const transportKey = await rig.factoryKey();
  await withFob(rig, (fob) =>
    provision(
      fob,
      { seed: new Secret(seed), parameters, transportKey },
      { clock: rig.clock, ...(signal === undefined ? {} : { signal }) },
    ),
  );
  return {
    undo: () => withFob(rig, async (fob) => (await fob.openChannel(transportKey)).wipe()),
  };
}

async function withFob<T>(rig: Rig, work: (fob: FobDevice) => Promise<T>): Promise<T> {
  const device = await rig.connect();
  try {
    if (device instanceof FobDevice) return await work(device);
    throw new TypeError(`${device.url} does not speak the protocol of fobkit`);
  } finally {
    await device.close();
  }
}
