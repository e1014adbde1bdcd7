import * as v from 'valibot';
import type { AppConfirmRequest, AppRequest } from './phone-desk.ts';
import { isAppPublicKey } from './seal-for-app.ts';
import { readActivationCode } from './shared/activation-code.ts';
import { fromBase64url } from './shared/base64url.ts';
import { POINT_BYTES } from './shared/seal-context.ts';
import { APP_VERSION } from './shared/wire.ts';

/** Bytes of a request at most; a right one has some 200. */
export const MOST_REQUEST_BYTES = 2048;

const code = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform((text) => {
    const read = readActivationCode(text);
    return 'code' in read ? read.code : undefined;
  }),
  v.string(),
);
const publicKey = v.pipe(
  v.string(),
  v.maxLength(128),
  v.transform((text) => fromBase64url(text, POINT_BYTES)),
  v.custom<Uint8Array<ArrayBuffer>>((key) => key instanceof Uint8Array && isAppPublicKey(key)),
);
const activate = v.object({ version: v.literal(APP_VERSION), code, publicKey });
const confirm = v.object({
  ...activate.entries,
  otp: v.pipe(v.string(), v.regex(/^[0-9]{6,8}$/)),
});

/** Reads a request body; nothing if it is not one. */
export function readActivateRequest(body: string): AppRequest | undefined {
  return parsed(activate, body);
}

export function readConfirmRequest(body: string): AppConfirmRequest | undefined {
  return parsed(confirm, body);
}

function parsed<Out>(schema: v.GenericSchema<unknown, Out>, body: string): Out | undefined {
  const result = v.safeParse(schema, json(body));
  return result.success ? result.output : undefined;
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
