import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Requests and replies by RFC 2865, 3579 and 5997 alone, without the code under test. */
export const SHARED = Buffer.from('a secret between two');

const md5 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('md5').update(Buffer.concat(parts)).digest();

export function pap(password: string, authenticator: Uint8Array, secret: Buffer = SHARED): Buffer {
  const text = Buffer.from(password);
  const padded = Buffer.alloc(Math.max(16, Math.ceil(text.length / 16) * 16));
  text.copy(padded);
  let before: Uint8Array = authenticator;
  for (let at = 0; at < padded.length; at += 16) {
    const mask = md5(secret, before);
    for (let i = 0; i < 16; i++) padded[at + i] = (padded[at + i] ?? 0) ^ (mask[i] ?? 0);
    before = padded.subarray(at, at + 16);
  }
  return padded;
}

export const attribute = (type: number, value: Uint8Array | string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([type, bytes.length + 2]), bytes]);
};

export interface Wanted {
  readonly code?: number;
  readonly identifier?: number;
  readonly authenticator?: Uint8Array;
  readonly user?: string;
  readonly password?: string;
  readonly more?: readonly Buffer[];
  readonly secret?: Buffer;
  /** Left out: at the end. */
  readonly messageAuthenticator?: 'none' | 'wrong' | 'twice';
}

export function request(wanted: Wanted = {}): Buffer {
  const { code = 1, identifier = 7, secret = SHARED, more = [] } = wanted;
  const authenticator = wanted.authenticator ?? randomBytes(16);
  const attributes = [
    ...(wanted.user === undefined ? [] : [attribute(1, wanted.user)]),
    ...(wanted.password === undefined
      ? []
      : [attribute(2, pap(wanted.password, authenticator, secret))]),
    ...more,
  ];
  const signed = wanted.messageAuthenticator !== 'none';
  if (signed) attributes.push(attribute(80, Buffer.alloc(16)));
  const body = Buffer.concat(attributes);
  const head = Buffer.from([code, identifier, 0, 0]);
  // The first is right over all of the packet: only that there is another one is wrong.
  const another =
    wanted.messageAuthenticator === 'twice' ? [attribute(80, Buffer.alloc(16, 7))] : [];
  const packet = Buffer.concat([head, authenticator, body, ...another]);
  packet.writeUInt16BE(packet.length, 2);
  if (!signed) return packet;
  const key = wanted.messageAuthenticator === 'wrong' ? Buffer.from('another secret') : secret;
  createHmac('md5', key)
    .update(packet)
    .digest()
    .copy(packet, head.length + authenticator.length + body.length - 16);
  return packet;
}

export interface Answer {
  readonly code: number;
  readonly identifier: number;
  readonly types: readonly number[];
  readonly values: readonly Buffer[];
}

/** Takes a reply apart; throws when either authenticator is wrong. */
export function answer(reply: Uint8Array, asked: Buffer, secret: Buffer = SHARED): Answer {
  const bytes = Buffer.from(reply);
  if (bytes.readUInt16BE(2) !== bytes.length) throw new Error('length');
  const got = Buffer.from(bytes.subarray(4, 20));
  asked.copy(bytes, 4, 4, 20);
  if (!md5(bytes, secret).equals(got)) throw new Error('Response Authenticator');
  const types: number[] = [];
  const values: Buffer[] = [];
  for (let at = 20; at < bytes.length; at += bytes[at + 1] ?? 0) {
    types.push(bytes[at] ?? 0);
    values.push(Buffer.from(bytes.subarray(at + 2, at + (bytes[at + 1] ?? 0))));
  }
  const [first] = values;
  if (types[0] !== 80 || first === undefined) throw new Error('Message-Authenticator is not first');
  bytes.fill(0, 22, 38);
  const hmac = createHmac('md5', secret).update(bytes).digest();
  if (!hmac.equals(first)) throw new Error('Message-Authenticator');
  return { code: bytes[0] ?? 0, identifier: bytes[1] ?? 0, types, values };
}
