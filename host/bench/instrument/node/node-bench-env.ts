import { FobDevice } from '@fobkit/client';
import {
  linkTo,
  nodeEnv,
  readRegularFile,
  serialLink,
  systemFeatureHid,
  tcpLink,
} from '@fobkit/client/node';
import type { BenchEnv } from '../bench-env.ts';
import { hidrawNodesAt } from './hidraw-nodes.ts';
import { runProgram } from './run-program.ts';

/** No key is longer, in bytes. */
const LONGEST_TEXT = 65_536;

/**
 * A bench on this machine: its sockets, serial ports, HID devices and programs.
 *
 * @param wired What the caller has: the fobs that it knows, whoever stands at the bench.
 */
export function nodeBenchEnv(wired: Partial<BenchEnv> = {}): BenchEnv {
  return {
    host: nodeEnv,
    streamTo: (address) => (address.kind === 'tcp' ? tcpLink(address) : serialLink(address)),
    hid: {
      library: systemFeatureHid,
      nodesAt: (place) => hidrawNodesAt(place),
    },
    run: runProgram,
    connect: (url, options) => FobDevice.connect(linkTo(url), nodeEnv, options),
    readText: async (path) => (await readRegularFile(path, LONGEST_TEXT)).toString('utf8'),
    ...wired,
  };
}
