import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevelopmentCa } from '../../../../host/bank/ca/development-ca.ts';
import { clientIdentity } from '../../../../host/bank/ca/client-identity.ts';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'fobkit-ca-'));

export interface Ran {
  readonly status: number;
  readonly output: string;
}

export function run(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, output: `${stdout}${stderr}` });
    });
  });
}

/** A TLS server that answers with the identity it sees. */
export async function serveIdentity(
  ca: DevelopmentCa,
  now: () => number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(ca.tlsOptions, ({ socket }, response) => {
    const identity = clientIdentity(socket, {
      bankCode: '1303',
      now: now(),
      isRevoked: (serial) => ca.isRevoked(serial),
    });
    response.end(JSON.stringify(identity));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}
