import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Where Debian puts it, which need not be on the path of every user. */
const NGINX = '/usr/sbin/nginx';
export const hasNginx = spawnSync(NGINX, ['-v']).error === undefined;

const DOC = join(import.meta.dirname, '..', '..', '..', '..', '..', 'docs', 'bank', 'proxy.md');
const PAPERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The block of the page, with the places of this test for those that stand there. */
function block(places: Readonly<Record<string, string>>): string {
  const [, shown] = /```nginx\n(.*?)```/s.exec(readFileSync(DOC, 'utf8')) ?? [];
  if (shown === undefined) throw new Error('the page shows no block of nginx');
  return Object.entries(places).reduce((text, [there, here]) => {
    if (text.split(there).length !== 2) throw new Error(`the block should have one ${there}`);
    return text.replace(there, here);
  }, shown);
}

export interface Nginx {
  /** The certificate that it shows. */
  readonly certificate: string;
  end(): Promise<void>;
}

/** An nginx of one's own, for the bank that listens at `bank`, with a certificate for bank.example. */
export async function startNginx(folder: string, port: number, bank: string): Promise<Nginx> {
  const [key, certificate] = [join(folder, 'nginx.key'), join(folder, 'nginx.pem')];
  const subject = ['-subj', '/CN=bank.example', '-addext', 'subjectAltName=DNS:bank.example'];
  const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const made = spawnSync('openssl', [
    ...['req', '-x509', ...how, ...subject, '-keyout', key, '-out', certificate],
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${String(made.stderr)}`);
  const config = join(folder, 'nginx.conf');
  const server = block({
    'listen 443 ssl': `listen 127.0.0.1:${String(port)} ssl`,
    '/etc/ssl/bank.example.pem': certificate,
    '/etc/ssl/private/bank.example.key': key,
    'http://127.0.0.1:8080': bank,
  });
  const papers = PAPERS.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n');
  writeFileSync(
    config,
    `daemon off;
master_process off;
pid ${join(folder, 'nginx.pid')};
error_log stderr notice;
events {}
http {
access_log off;
${papers}
${server}}
`,
  );
  const child = spawn(NGINX, ['-e', 'stderr', '-c', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const { promise: isUp, resolve, reject } = Promise.withResolvers<undefined>();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // It tells its name once its port is open.
    if (said.includes('[notice]')) resolve(undefined);
  });
  void ended.then(() => {
    reject(new Error(`nginx has ended: ${said}`));
  });
  await isUp;
  return {
    certificate: readFileSync(certificate, 'utf8'),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
