import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { RadiusCounters } from './counters.ts';
import { RadiusFront, type RadiusFrontOptions } from './radius-front.ts';

export interface RadiusServerOptions extends RadiusFrontOptions {
  /** Address to listen on; loopback unless told otherwise. */
  readonly hostname?: string;
  /** Any free port when absent; 1812 is RADIUS's own. */
  readonly port?: number;
}

export interface RadiusServer {
  /** `radius://127.0.0.1:PORT`. */
  readonly url: string;
  readonly address: string;
  readonly port: number;
  readonly counters: RadiusCounters;
  close(): Promise<void>;
}

/** Serves RADIUS on UDP. Rejects when the port is taken. */
export function startRadius(options: RadiusServerOptions): Promise<RadiusServer> {
  const { hostname = '127.0.0.1', port = 0 } = options;
  const front = new RadiusFront(options);
  const socket = createSocket(isIPv6(hostname) ? 'udp6' : 'udp4');
  let open = true;
  socket.on('message', (datagram, source) => {
    void front.answer(datagram, source).then((reply) => {
      if (reply === undefined || !open) return;
      socket.send(reply, source.port, source.address, (error) => {
        if (error instanceof Error) front.countSendFailure();
      });
    });
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, hostname, () => {
      socket.off('error', reject);
      socket.on('error', () => {
        front.countSendFailure();
      });
      const at = socket.address();
      resolve({
        url: `radius://${isIPv6(at.address) ? `[${at.address}]` : at.address}:${at.port}`,
        address: at.address,
        port: at.port,
        get counters() {
          return front.counters;
        },
        close: () =>
          new Promise((closed) => {
            open = false;
            socket.close(closed);
          }),
      });
    });
  });
}
