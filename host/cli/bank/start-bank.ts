import { isIP } from 'node:net';
import {
  apiRoutes,
  ApiTokens,
  appRoutes,
  bankPages,
  Clerks,
  certificateOf,
  type DevelopmentCa,
  makeDevelopmentCa,
  type Network,
  type OpenedBank,
  pageAssets,
  radiusBank,
  refusalPage,
  startRadius,
  startWeb,
  webBase,
  type WebBase,
} from '@fobkit/bank';
import { nodeClock } from '@fobkit/client/node';
import type { Cli } from '../program/cli.ts';
import { noFob } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';
import type { BankFiles } from './bank-file.ts';
import { radiusClientsOf } from './radius-clients.ts';

export interface ServeOptions {
  /** An address of this machine; loopback if absent. */
  readonly host?: string;
  /** A free one if absent. */
  readonly port?: number;
  readonly tls?: boolean;
  /** The origin that visitors see, where a proxy has the TLS. */
  readonly publicUrl?: URL;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxy?: readonly Network[];
  /** Absent: RADIUS is not served. */
  readonly radius?: number;
  readonly radiusClients?: string;
}

/** Where everything is. */
export interface BankUrls {
  /** Where a proxy finds it, if visitors see another address. */
  readonly listens?: string;
  readonly users: string;
  readonly console: string;
  readonly desk: string;
  readonly app: string;
  readonly api: string;
  readonly openapi: string;
  readonly radius?: string;
  readonly radiusClients?: string;
  /** The file with the secret of this machine, where nobody has named the clients. */
  readonly radiusSecret?: string;
  /** With TLS: the root certificate, for browsers and curl. */
  readonly root?: string;
}

export interface ServedBank {
  readonly urls: BankUrls;
  close(): Promise<void>;
}

/** Gateways ask for all of their users from one address, so tokens are counted, not addresses. */
const PROGRAM_RATES = {
  all: { burst: 2000, perSecond: 1000 },
  unsafe: { burst: 2000, perSecond: 1000 },
};
/** A thousand tokens of an import. */
const PROGRAM_BYTES = 1 << 20;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Serves pages, app and API on one port, and RADIUS on another. */
export async function startBank(
  cli: Cli,
  bank: OpenedBank,
  files: BankFiles,
  options: ServeOptions,
): Promise<ServedBank> {
  const { host = '127.0.0.1', port } = options;
  const ca = options.tls === true ? await makeDevelopmentCa(files.ca, nodeClock) : undefined;
  const app = wholeWeb(cli, bank, options, ca);
  const web = await startWeb({
    app,
    hostname: host,
    ...(port === undefined ? {} : { port }),
    ...(ca === undefined ? {} : { tls: ca.tlsOptions }),
  }).catch((error: unknown) => {
    throw inUse(error, `port ${String(port ?? 0)}`);
  });
  try {
    const { radius, more } = await radiusOf(bank, files, options);
    const { publicUrl } = options;
    const at = (path: string): string => `${publicUrl?.origin ?? web.url}${path}`;
    return {
      urls: {
        users: at('/'),
        console: at('/admin'),
        desk: at('/desk'),
        app: at('/app/token'),
        api: at('/api/v1'),
        openapi: at('/api/v1/openapi.json'),
        ...(publicUrl === undefined ? {} : { listens: web.url }),
        ...more,
        ...(ca === undefined ? {} : { root: ca.paths.rootCertificate }),
      },
      close: async () => {
        await radius?.close();
        await web.close();
      },
    };
  } catch (error) {
    await web.close();
    throw error;
  }
}

function wholeWeb(
  cli: Cli,
  bank: OpenedBank,
  { host = '127.0.0.1', publicUrl, trustedProxy = [] }: ServeOptions,
  ca: DevelopmentCa | undefined,
): Pick<WebBase['app'], 'fetch'> {
  const assets = pageAssets();
  const clerks = new Clerks(bank);
  const tokens = new ApiTokens(bank);
  const { bankCode } = bank;
  const seen = publicUrl === undefined ? {} : { publicUrl };
  const shared = {
    clock: nodeClock,
    isSecure: ca !== undefined,
    hosts: LOOPBACK.concat(isIP(host) === 6 ? `[${host}]` : host),
    programs: ['/app', '/api'],
    proxies: trustedProxy,
    ...seen,
    onFailure: (error: unknown, requestId: string) => {
      cli.out.note(`${requestId}: ${error instanceof Error ? error.message : 'unknown'}`);
    },
  };
  const pages = webBase({
    ...shared,
    cookie: `bank${bankCode}`,
    assets,
    refusalPage: refusalPage(assets),
  });
  const { app } = pages;
  const api = webBase({ ...shared, rates: PROGRAM_RATES, bodyBytes: PROGRAM_BYTES }).app;
  api.route(
    '/api',
    apiRoutes(bank, { clock: nodeClock, callerOf: (token) => tokens.callerOf(token), ...seen }),
  );
  app.route('/app', appRoutes(bank.phones));
  app.route(
    '/',
    bankPages(bank, {
      clock: nodeClock,
      assets,
      operators: (name, password, from) => clerks.check(name, password, from),
      isOperator: (name) => clerks.isClerk(name),
      account: (context, account) => pages.account(context, account),
      appPage: (context) => new URL('/app/token', publicUrl ?? context.req.url).href,
      certificate: (context) => {
        if (ca === undefined) return undefined;
        const identity = certificateOf(context, { bankCode, clock: nodeClock, ca });
        return identity.kind === 'certificate' ? identity : undefined;
      },
    }),
  );
  return byPath(app, api);
}

/** Programs have other bounds and rates than people. */
function byPath(pages: WebBase['app'], api: WebBase['app']): Pick<WebBase['app'], 'fetch'> {
  return {
    fetch: (request, ...rest) =>
      /^\/api(\/|$)/.test(new URL(request.url).pathname)
        ? api.fetch(request, ...rest)
        : pages.fetch(request, ...rest),
  };
}

async function radiusOf(
  bank: OpenedBank,
  files: BankFiles,
  { radius: port, radiusClients, host }: ServeOptions,
): Promise<{
  readonly radius?: { close(): Promise<void> };
  readonly more: Pick<BankUrls, 'radius' | 'radiusClients' | 'radiusSecret'>;
}> {
  if (port === undefined) return { more: {} };
  const { file, clients } = await radiusClientsOf(files, radiusClients);
  const radius = await startRadius({
    bank: radiusBank(bank),
    clients,
    clock: nodeClock,
    port,
    ...(host === undefined ? {} : { hostname: host }),
  }).catch((error: unknown) => {
    throw inUse(error, `RADIUS port ${String(port)}`);
  });
  const secret = radiusClients === undefined ? { radiusSecret: files.radiusSecret } : {};
  return { radius, more: { radius: radius.url, radiusClients: file, ...secret } };
}

function inUse(error: unknown, what: string): unknown {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return noFob('port-in-use', `${what} is in use: name another`);
  if (code === 'EACCES') return noFob('port-denied', `${what} may not be opened by you`);
  if (code === 'EADDRNOTAVAIL') return noFob('no-address', 'no such address on this machine');
  return error;
}
