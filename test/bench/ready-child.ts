// Run by ready.ts in a fresh process; prints one line of JSON.
const begin = performance.now();
const { startFob } = await import('@fobkit/emulator');
const { FobDevice } = await import('@fobkit/client');
const { nodeEnv } = await import('@fobkit/client/node');
const importMs = performance.now() - begin;

/** Until it has said who it is, as a test would begin with it. */
async function readyFob(): Promise<number> {
  const made = performance.now();
  const fob = startFob();
  const device = await FobDevice.connect(fob.link, nodeEnv);
  const elapsed = performance.now() - made;
  await device.close();
  await fob.close();
  return elapsed;
}

const firstMs = await readyFob();
const warmMs: number[] = [];
for (let i = 0; i < 100; i++) warmMs.push(await readyFob());
console.log(JSON.stringify({ importMs, firstMs, warmMs }));
