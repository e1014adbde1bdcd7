import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkNotFoundError } from '../../../../host/client/errors.ts';
import type { Connection } from '../../../../host/client/link.ts';
import { tcpLink } from '../../../../host/client/node/tcp-link.ts';

let server: Server;
let port: number;
let sockets: Socket[];

beforeEach(async () => {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => socket.write(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

function nextBytes(connection: Connection): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const stop = connection.onBytes((bytes) => {
      stop();
      resolve(bytes);
    });
  });
}

describe('a TCP link', () => {
  it('passes all 256 byte values both ways', async () => {
    const connection = await tcpLink({ host: '127.0.0.1', port }).open();
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const echo = nextBytes(connection);
    await connection.write(bytes);
    const got = await echo;
    expect([...got]).toEqual([...bytes]);
    expect(Buffer.isBuffer(got)).toBe(false);
    await connection.close();
    expect(await connection.closed).toEqual({ kind: 'closed' });
  });

  it('that the far end closes is lost', async () => {
    const connection = await tcpLink({ host: '127.0.0.1', port }).open();
    const echo = nextBytes(connection);
    await connection.write(Uint8Array.from([1]));
    await echo;
    sockets[0]?.destroy();
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    await expect(connection.write(Uint8Array.from([1]))).rejects.toThrow();
  });

  it('to a port where nobody listens says so', async () => {
    server.close();
    const link = tcpLink({ host: '127.0.0.1', port });
    await expect(link.open()).rejects.toThrow(LinkNotFoundError);
    await expect(link.open()).rejects.toThrow(
      `tcp:127.0.0.1:${String(port)}: nothing listens there (ECONNREFUSED).`,
    );
  });

  it('stops opening when the signal aborts', async () => {
    const controller = new AbortController();
    const opening = tcpLink({ host: '127.0.0.1', port }).open({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
  });

  it('may be closed twice', async () => {
    const connection = await tcpLink({ host: '127.0.0.1', port }).open();
    await connection.close();
    await connection.close();
  });
});
