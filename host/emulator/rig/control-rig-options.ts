import type { HostEnv, Link, Secret } from '@fobkit/client';
import type { FobInfo } from '@fobkit/protocol';
import type { ControlClient } from '../control-client.ts';

export interface ControlRigOptions {
  readonly client: ControlClient;
  /** 16 hexadecimal digits. */
  readonly deviceId: string;
  /** By which a host reaches the fob; absent when it has none. */
  readonly link?: Link;
  /** The transport key that a fob came with, by what it tells; absent when nobody knows any. */
  readonly factoryKey?: (info: FobInfo) => Promise<Secret>;
  readonly env: HostEnv;
}
