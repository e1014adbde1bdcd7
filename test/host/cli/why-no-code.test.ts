import { PassThrough } from 'node:stream';
import { DeviceError } from '@fobkit/client';
import type { FobInfo } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { whyNoCode } from '../../../host/cli/device/why-no-code.ts';
import { Output } from '../../../host/cli/terminal/output.ts';

const cli = {
  out: new Output(new PassThrough(), new PassThrough()),
  stdin: new PassThrough(),
  signal: new AbortController().signal,
  endWith: () => undefined,
};

const INFO: FobInfo = {
  protocolVersion: 1,
  deviceId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  model: 'generic',
  firmwareVersion: '1',
  lifecycle: 'blank',
  keyGeneration: 0,
  batchKeyId: Uint8Array.of(1, 2, 3, 4),
  features: {
    modes: ['totp'],
    algorithms: ['SHA1'],
    minDigits: 6,
    maxDigits: 6,
    commands: [],
    clockAdjustLimitSeconds: 0,
    trimLimitPpb: 0,
    hasButton: true,
  },
};

function whyOf(lifecycle: FobInfo['lifecycle'], error: Error): Promise<unknown> {
  const fob = { getInfo: () => Promise.resolve({ ...INFO, lifecycle }) };
  return whyNoCode(cli, fob, error);
}

const wrongLifecycle = new DeviceError('serial:/dev/x', 'ReadCode', 'wrong-lifecycle');

describe('a fob that has no code', () => {
  it.each([
    ['blank', 'fob 0102030405060708 has no code: it is blank; load it with fob provision'],
    ['dead', 'it is dead; its cell is empty'],
    ['expired', 'it is expired'],
    ['clock-lost', 'it has lost the time'],
  ] as const)('since it is %s says so', async (lifecycle, says) => {
    const told = await whyOf(lifecycle, wrongLifecycle);
    expect(told).toMatchObject({ exitCode: 1, code: 'wrong-lifecycle' });
    expect(told).toHaveProperty('message', expect.stringContaining(says));
  });

  it('for another reason, or that is ready by now, is left its own error', async () => {
    const press = new DeviceError('serial:/dev/x', 'ReadCode', 'press-required');
    expect(await whyOf('blank', press)).toBe(press);
    expect(await whyOf('ready', wrongLifecycle)).toBe(wrongLifecycle);
  });
});
