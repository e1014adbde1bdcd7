import type { ConnectOptions, Device, HostEnv, Link, Secret } from '@fobkit/client';
import type { FobInfo } from '@fobkit/protocol';
import type { StreamAddress } from '../bench-file/address.ts';
import type { RunProgram } from './hub/hub-power.ts';
import type { BenchPerson } from './person/bench-person.ts';
import type { HidMachine } from './relay/find-board.ts';

/** What a bench needs of the machine; `nodeBenchEnv` has it of Node. */
export interface BenchEnv {
  readonly host: HostEnv;
  /** The way to an instrument; nothing is open yet. */
  streamTo(address: StreamAddress): Link;
  readonly hid: HidMachine;
  readonly run: RunProgram;
  /** Opens the fob that a device URL, or a device id, names. */
  connect(url: string, options?: ConnectOptions): Promise<Device>;
  /** The text of a file. */
  readText(path: string): Promise<string>;
  /** The factory key of a fob whose port names no file; undefined when nobody here knows it. */
  factoryKeyOf?(info: FobInfo): Promise<Secret | undefined>;
  /** Absent: nobody stands at the bench. */
  readonly person?: BenchPerson;
}
