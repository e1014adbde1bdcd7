import { FobDevice, type Link, provision, Secret } from '@fobkit/client';
import { linkTo, nodeEnv } from '@fobkit/client/node';
import { startFob } from '@fobkit/emulator';
import { ticksToSeconds } from '@fobkit/firmware-sim';
import { openPtyPlug } from '@fobkit/firmware-sim/plug';
import { deriveTransportKey } from '@fobkit/protocol';
import { profileNamed, usualLoad } from './fobs.ts';
import { type BenchTable, median } from './harness.ts';
import { named } from './machine.ts';

const WARM_UP = 20;
const CYCLES = 200;

interface Cycles {
  readonly provisionMs: readonly number[];
  readonly cycleMs: readonly number[];
}

/** One fob provisioned and wiped over and over, the link opened once. */
export async function benchProvisioning(): Promise<BenchTable> {
  const inProcess = await inProcessCycles();
  const pty = await ptyCycles();
  const row = (link: string, { provisionMs, cycleMs }: Cycles) => {
    const one = median(provisionMs);
    return [link, (1000 / one).toFixed(0), one.toFixed(2), median(cycleMs).toFixed(2)];
  };
  return {
    title: 'Provisioning one fob, the link opened once',
    columns: ['over', 'provisions/s', 'ms each', 'ms with the wipe after it'],
    rows: [
      row('in-process', inProcess),
      row(`a pseudo-terminal and ${named('@serialport/bindings-cpp')}`, pty),
    ],
    notes: [
      `Medians of ${CYCLES}. A provisioning is six commands: GetInfo, OpenChannel, SetClock, LoadSeed,`,
      'KeyCheck, GetStatus. Host and fob share the one thread; a real fob has its own.',
    ],
  };
}

async function inProcessCycles(): Promise<Cycles> {
  const sim = startFob({ profile: 'generic' });
  try {
    return await cyclesOver(sim.link, sim);
  } finally {
    await sim.close();
  }
}

async function ptyCycles(): Promise<Cycles> {
  const sim = startFob({ profile: 'generic' });
  const plug = await openPtyPlug(sim.fob);
  try {
    return await cyclesOver(linkTo(plug.url), sim);
  } finally {
    await plug.close();
    await sim.close();
  }
}

type Sim = Pick<ReturnType<typeof startFob>, 'batchKey' | 'fob'>;

async function cyclesOver(link: Link, { batchKey, fob }: Sim): Promise<Cycles> {
  const device = await FobDevice.connect(link, nodeEnv);
  const key = deriveTransportKey(nodeEnv.primitives, batchKey, device.deviceId);
  const transportKey = new Secret(key);
  const provisionMs: number[] = [];
  const cycleMs: number[] = [];
  for (let i = 0; i < WARM_UP + CYCLES; i++) {
    const { seed, ...parameters } = usualLoad(profileNamed('generic'), i);
    const begin = performance.now();
    const report = await provision(device, { seed, parameters, transportKey }, nodeEnv);
    const provisioned = performance.now();
    const session = await device.openChannel(transportKey);
    await session.wipe();
    if (report.status.lifecycle !== 'ready')
      throw new Error(`the fob is ${report.status.lifecycle}`);
    if (i < WARM_UP) continue;
    provisionMs.push(provisioned - begin);
    cycleMs.push(performance.now() - begin);
  }
  await device.close();
  if (ticksToSeconds(fob.parts.rtc.now()) === 0) throw new Error('the clock was never set');
  return { provisionMs, cycleMs };
}
