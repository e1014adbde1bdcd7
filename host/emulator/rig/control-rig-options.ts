import type { HostEnv, Link, Secret } from '@fobkit/client';
import type { ControlClient } from '../control-client.ts';

export interface ControlRigOptions {
  readonly client: ControlClient;
  /** 16 hexadecimal digits. */
  readonly deviceId: string;
  /** By which a host reaches the fob; absent when it has none. */
  readonly link?: Link;
  /** The transport key that it came with; absent when the key of its batch is not known. */
  readonly factoryKey?: () => Promise<Secret>;
  readonly env: HostEnv;
}
