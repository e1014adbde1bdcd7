import type { HostEnv } from '../host-env.ts';
import type { Connection } from '../link.ts';
import { hidMessagePort } from './hid-message-port.ts';
import { type MessagePort, serialMessagePort } from './message-port.ts';

/** Messages in the framing that the connection tells. */
export function messagePortOf(
  connection: Connection,
  env: Pick<HostEnv, 'clock' | 'randomBytes'>,
): MessagePort {
  return connection.framing === 'hid'
    ? hidMessagePort(connection, env)
    : serialMessagePort(connection);
}
