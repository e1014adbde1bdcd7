import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issued } from './authority.ts';
import { CaError } from './ca-error.ts';

/** Where the development CA keeps what it made. */
export interface CaPaths {
  readonly folder: string;
  readonly clients: string;
  readonly rootCertificate: string;
  readonly rootKey: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly revoked: string;
}

export function caPaths(folder: string): CaPaths {
  return {
    folder,
    clients: join(folder, 'clients'),
    rootCertificate: join(folder, 'root.pem'),
    rootKey: join(folder, 'root.key'),
    serverCertificate: join(folder, 'server.pem'),
    serverKey: join(folder, 'server.key'),
    revoked: join(folder, 'revoked.json'),
  };
}

/** Makes the folders; what is in them is for this user alone. */
export async function makeFolders(paths: CaPaths): Promise<void> {
  try {
    await mkdir(paths.clients, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CaError(`${paths.folder}: cannot be made`, { cause: error });
  }
}

/** The pair in two files; undefined when neither is there. @throws CaError when they are no pair. */
export async function readPair(
  certificateFile: string,
  keyFile: string,
): Promise<Issued | undefined> {
  const [certificate, key] = await Promise.all([readText(certificateFile), readText(keyFile)]);
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    const missing = certificate === undefined ? certificateFile : keyFile;
    throw new CaError(`${missing}: is missing: bring it back, or remove the folder and start anew`);
  }
  parseCertificate(certificate, certificateFile);
  return { certificate, key };
}

/** The key first: a certificate without its key is worth nothing. */
export async function writePair(
  { certificate, key }: Issued,
  certificateFile: string,
  keyFile: string,
): Promise<void> {
  try {
    await writeFile(keyFile, key, { mode: 0o600, flush: true });
    await writeFile(certificateFile, certificate, { mode: 0o644, flush: true });
  } catch (error) {
    throw new CaError(`${certificateFile}: cannot be written`, { cause: error });
  }
}

export function parseCertificate(pem: string, place: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new CaError(`${place}: is no certificate`, { cause: error });
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new CaError(`${file}: cannot be read`, { cause: error });
  }
}
