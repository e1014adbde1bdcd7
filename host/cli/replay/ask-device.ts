import {
  CompareRules,
  messagePortOf,
  type ReplayReport,
  replayToDevice,
  type Talk,
} from '@fobkit/client';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { chooseDevice } from '../device/choose.ts';
import { type DeviceOption, deviceUrlOf } from '../device/device-options.ts';
import { linkOf } from '../device/link-of.ts';
import { openTrace } from '../device/trace.ts';
import type { Cli } from '../program/cli.ts';

export interface AskOptions extends DeviceOption {
  readonly exact?: boolean;
  readonly ignore?: readonly string[];
  readonly pace?: boolean;
  readonly timeout: number;
}

/** Says to a device what the host says in a talk; gives the device's address too. */
export async function askDevice(
  cli: Cli,
  talk: Talk,
  options: AskOptions,
): Promise<{ readonly link: string; readonly report: ReplayReport }> {
  const url = deviceUrlOf(options) ?? (await chooseDevice(cli));
  const trace = await openTrace(cli, options.trace);
  try {
    const link = await linkOf(url, trace.of);
    const connection = await link.open({ signal: cli.signal });
    try {
      const port = messagePortOf(connection, nodeEnv);
      const report = await replayToDevice(
        talk,
        { url: link.url, port },
        {
          rules: new CompareRules(options),
          clock: nodeClock,
          timeoutMs: options.timeout,
          pace: options.pace === true,
          signal: cli.signal,
        },
      );
      return { link: link.url, report };
    } finally {
      await connection.close();
    }
  } finally {
    trace.close();
  }
}
