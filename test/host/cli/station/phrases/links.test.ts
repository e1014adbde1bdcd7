import {
  BadReplyError,
  CapabilityError,
  DeviceError,
  LinkLostError,
  PermissionError,
  PortBusyError,
  ProtocolVersionError,
  type Refusal,
  RequestTimeoutError,
  UDEV_ADVICE,
} from '@fobkit/client';
import { statusCodes } from '@fobkit/protocol';
import { expect, it } from 'vitest';
import { inJapanese } from '../../../../../host/cli/station/phrases/japanese.ts';

const URL = 'serial:/dev/pts/3';
const isRefusal = (status: string): status is Refusal => status !== 'ok' && status in statusCodes;

const errors: readonly Error[] = [
  new LinkLostError(URL),
  new LinkLostError(URL, 'KeyCheck'),
  new RequestTimeoutError(URL, 'KeyCheck', { timeoutMs: 500, attempts: 1 }),
  new RequestTimeoutError(URL, 'KeyCheck', { timeoutMs: 500, attempts: 3 }),
  new PortBusyError(URL),
  new PermissionError(URL, UDEV_ADVICE),
  new ProtocolVersionError(URL, 1, 2),
  new ProtocolVersionError(URL, 2, 1),
  new BadReplyError(URL, 'KeyCheck', '7'),
  new CapabilityError(URL, 'readCode'),
  new DeviceError(URL, 'KeyCheck', 'delayed', 4000),
  ...Object.keys(statusCodes)
    .filter(isRefusal)
    .map((status) => new DeviceError(URL, 'KeyCheck', status)),
];

it.each(errors.map(({ message }) => message))('is told in Japanese: %s', (message) => {
  const said = inJapanese(message);
  expect(said).toContain('/dev/pts/3: ');
  // Left are names: of commands, statuses, programs.
  const names = /\/dev\/pts\/3|KeyCheck|readCode|fob(kit| doctor| info)|udev|OCRA|\bms\b|\[.*\]/g;
  expect(said.replace(names, '')).not.toMatch(/[a-z]{2}/);
});
