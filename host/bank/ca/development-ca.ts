import { join } from 'node:path';
import type { HostClock } from '@fobkit/client';
import type { Issued } from './authority.ts';
import { CaError } from './ca-error.ts';
import {
  type CaPaths,
  caPaths,
  makeFolders,
  parseCertificate,
  readPair,
  writePair,
} from './ca-files.ts';
import { DenyList } from './deny-list.ts';
import { writePkcs12 } from './pkcs12.ts';

/** What `startWeb` wants for TLS with client certificates. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  readonly requestCert: true;
  /** Who comes without a good one gets the bank's sentence, not a broken connection. */
  readonly rejectUnauthorized: false;
  readonly minVersion: 'TLSv1.2';
}

export interface ClientCertificate {
  /** CN. */
  readonly name: string;
  /** Hexadecimal, as TLS tells it: what `revoke` wants. */
  readonly serial: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** For browsers; absent where there is no program openssl. */
  readonly pkcs12?: { readonly file: string; readonly passphraseFile: string };
  /** Unix milliseconds. */
  readonly notAfter: number;
}

const ROOT_NAME = 'fobkit development CA';
const SERVER_NAMES = ['localhost', '127.0.0.1', '::1'];
const DAYS = { root: 3650, server: 397, client: 365 } as const;
const RENEW_BEFORE_MS = 30 * 86_400_000;
/** A file name too. */
const CLIENT_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const CLIENT_FORM = 'a client’s name has 1 to 64 letters, digits, dots, underlines, hyphens';

/** The certificate library takes a while to load: only where something is issued. */
const authority = () => import('./authority.ts');

/** A certificate authority for one machine: never for customers of a real bank. */
export class DevelopmentCa {
  readonly paths: CaPaths;
  /** PEM, for `curl --cacert` and browsers. */
  readonly rootCertificate: string;
  readonly tlsOptions: TlsOptions;
  readonly #root: Issued;
  readonly #clock: HostClock;
  readonly #denied: DenyList;

  constructor(paths: CaPaths, root: Issued, server: Issued, clock: HostClock) {
    this.paths = paths;
    this.#root = root;
    this.#clock = clock;
    this.#denied = new DenyList(paths.revoked);
    this.rootCertificate = root.certificate;
    this.tlsOptions = {
      cert: server.certificate,
      key: server.key,
      ca: root.certificate,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
    };
  }

  /**
   * A client's certificate and key in `clients/NAME.pem`, `.key`, `.p12`; a second one of a name
   * takes the place of the first, which stays good until it is revoked.
   * @throws CaError for a name that is none
   */
  async issueClient(
    name: string,
    validity: { readonly from?: number; readonly days?: number } = {},
  ): Promise<ClientCertificate> {
    if (!CLIENT_NAME.test(name)) throw new CaError(CLIENT_FORM);
    const { from = this.#clock.unixMs(), days = DAYS.client } = validity;
    const { issue } = await authority();
    const issued = await issue(this.#root, name, { kind: 'client' }, { from, days });
    const file = (suffix: string): string => join(this.paths.clients, `${name}${suffix}`);
    const [certificateFile, keyFile] = [file('.pem'), file('.key')];
    await writePair(issued, certificateFile, keyFile);
    const pkcs12 = { file: file('.p12'), passphraseFile: file('.p12.passphrase') };
    const forBrowsers = await writePkcs12({
      name,
      certificate: certificateFile,
      key: keyFile,
      root: this.paths.rootCertificate,
      pkcs12: pkcs12.file,
      passphrase: pkcs12.passphraseFile,
    });
    const { serialNumber, validToDate } = parseCertificate(issued.certificate, certificateFile);
    return {
      name,
      serial: serialNumber,
      certificateFile,
      keyFile,
      ...(forBrowsers ? { pkcs12 } : {}),
      notAfter: validToDate.getTime(),
    };
  }

  /**
   * From now on nobody is let in by the certificate in `clients/NAME.pem`; its serial. An earlier one
   * of that name stays good.
   * @throws CaError where there is none
   */
  async revokeClient(name: string): Promise<string> {
    if (!CLIENT_NAME.test(name)) throw new CaError(CLIENT_FORM);
    const file = (suffix: string): string => join(this.paths.clients, `${name}${suffix}`);
    const issued = await readPair(file('.pem'), file('.key'));
    if (issued === undefined) throw new CaError(`${file('.pem')}: there is no such certificate`);
    const { serialNumber } = parseCertificate(issued.certificate, file('.pem'));
    this.revoke(serialNumber);
    return serialNumber;
  }

  /** From now on nobody is let in by the certificate of this serial. */
  revoke(serial: string): void {
    if (!/^[0-9a-f]{1,40}$/i.test(serial)) throw new CaError('a serial has hexadecimal digits');
    this.#denied.add(serial, this.#clock.unixMs());
  }

  isRevoked(serial: string): boolean {
    return this.#denied.has(serial);
  }
}

/**
 * Makes the development CA in `folder`, or opens the one that is there: root, and a certificate for
 * this machine's server, which is renewed when it ends within a month. Keys are for this user alone.
 * @throws CaError
 */
export async function makeDevelopmentCa(folder: string, clock: HostClock): Promise<DevelopmentCa> {
  const paths = caPaths(folder);
  await makeFolders(paths);
  const root = await rootOf(paths, clock);
  const server = await serverOf(paths, root, clock);
  return new DevelopmentCa(paths, root, server, clock);
}

/** For `openBank`: whether the CA in `folder`, if one is there, has revoked the certificate of a serial. */
export function revokedBy(folder: string): (serial: string) => boolean {
  const denied = new DenyList(caPaths(folder).revoked);
  return (serial) => denied.has(serial);
}

async function rootOf(paths: CaPaths, clock: HostClock): Promise<Issued> {
  const found = await readPair(paths.rootCertificate, paths.rootKey);
  if (found !== undefined) return found;
  const { newRoot } = await authority();
  const made = await newRoot(ROOT_NAME, { from: clock.unixMs(), days: DAYS.root });
  await writePair(made, paths.rootCertificate, paths.rootKey);
  return made;
}

async function serverOf(paths: CaPaths, root: Issued, clock: HostClock): Promise<Issued> {
  const found = await readPair(paths.serverCertificate, paths.serverKey);
  if (found !== undefined) {
    const { validToDate } = parseCertificate(found.certificate, paths.serverCertificate);
    if (validToDate.getTime() - clock.unixMs() > RENEW_BEFORE_MS) return found;
  }
  const purpose = { kind: 'server', names: SERVER_NAMES } as const;
  const { issue } = await authority();
  const made = await issue(root, 'localhost', purpose, { from: clock.unixMs(), days: DAYS.server });
  await writePair(made, paths.serverCertificate, paths.serverKey);
  return made;
}
