import { FobDevice } from '@fobkit/client';
import {
  browserEnv,
  browserPrimitives,
  type GrantedFob,
  grantedFobs,
} from '@fobkit/client/browser';
import { deriveTransportKey, fromHex, type LoadedParameters, toHex } from '@fobkit/protocol';
import * as v from 'valibot';

// A page that opens each fob that it may use, by every API, and posts what came of it.

const setupSchema = v.object({ batchKey: v.string(), seed: v.string(), clock: v.number() });
const setup = v.parse(setupSchema, await (await fetch('/setup')).json());
const batchKey = fromHex(setup.batchKey);
const seed = fromHex(setup.seed);

const PARAMETERS: LoadedParameters = {
  mode: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  stepSeconds: 30,
  t0: 0,
};
const APIS = 3;
const PATIENCE_MS = 60_000;

async function post(value: unknown): Promise<void> {
  await fetch('/told', { method: 'POST', body: JSON.stringify(value) });
}

/** Devices come one by one while the browser starts. */
async function everyFob(): Promise<readonly GrantedFob[]> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const fobs = await grantedFobs();
    if (fobs.length >= APIS || performance.now() > end) return fobs;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    setTimeout(() => {
      resolve(undefined);
    }, 100);
    await promise;
  }
}

/** The first one loads the seed; each proves that it is there and reads the code. */
async function use({ api, link, deviceId }: GrantedFob, first: boolean): Promise<unknown> {
  const fob = await FobDevice.connect(link, browserEnv, { timeoutMs: 20_000 });
  try {
    const key = deriveTransportKey(browserPrimitives, batchKey, fob.deviceId);
    const session = await fob.openChannel(key);
    if (first) {
      await session.loadSeed({ seed, parameters: PARAMETERS });
      await session.setClock(setup.clock);
    }
    const holds = await session.keyCheck({ seed, parameters: PARAMETERS });
    const { code } = await fob.readCode();
    const { model } = await fob.getInfo();
    const told = deviceId ?? null;
    return { api, deviceId: toHex(fob.deviceId), told, model, holds, code, url: link.url };
  } finally {
    await fob.close();
  }
}

try {
  const fobs = await everyFob();
  for (const [i, fob] of fobs.entries()) await post(await use(fob, i === 0));
  await post({ done: fobs.length });
} catch (error) {
  await post({
    failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  });
}
