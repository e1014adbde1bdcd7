import { PassThrough } from 'node:stream';
import type { RigFob } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { tellRig } from '../../../../host/cli/sim/tell-rig.ts';
import { Output } from '../../../../host/cli/terminal/output.ts';

const token: RigFob = {
  deviceId: '0102030405060708',
  profile: 'nitrokey-pro',
  links: ['usbip:127.0.0.1:3240/1-1'],
  plugged: true,
  running: true,
  worldTicks: 0,
  lacks: ['button', 'cell'],
  buttonHeld: false,
  cell: { present: false, percent: 0, millivolts: 0 },
  celsius: 25,
  driftPpm: 0,
};

async function told(fob: RigFob): Promise<string> {
  const stdout = new PassThrough({ encoding: 'utf8' });
  const out = new Output(stdout, new PassThrough());
  tellRig(
    { out, stdin: new PassThrough(), signal: AbortSignal.any([]), endWith: () => undefined },
    {},
    fob,
  );
  await out.flush();
  return String(stdout.read());
}

describe('what the rig tells of a fob', () => {
  it('has no word of a cell and its clock where the fob type has no cell', async () => {
    expect(await told(token)).not.toMatch(/cell|drift/);
  });

  it('tells a cell that was taken out, and the clock that was lost', async () => {
    const { lacks: _, ...fob } = token;
    expect(await told(fob)).toMatch(/drift +clock lost[^]*cell +taken out/);
  });
});
