import * as v from 'valibot';
import { code, contractId, reason, serial, shortText, userId } from './fields.ts';

const hex = (most: number) => v.pipe(v.string(), v.maxLength(most), v.regex(/^([0-9a-fA-F]{2})+$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** OCRA: what the code answers; bytes in hexadecimal. */
const challenge = v.strictObject({
  question: v.pipe(v.string(), v.maxLength(128)),
  secondQuestion: v.exactOptional(v.pipe(v.string(), v.maxLength(128))),
  pinDigest: v.exactOptional(hex(128)),
  session: v.exactOptional(hex(1024)),
});

export const verifyRequest = v.strictObject({
  contractId,
  userId,
  code,
  password: v.exactOptional(shortText),
  challenge: v.exactOptional(challenge),
});

export const parameters = v.strictObject({
  mode: v.picklist(['totp', 'hotp', 'ocra']),
  algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
  digits: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(10)),
  stepSeconds: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(86_400))),
  t0: v.exactOptional(whole),
  counter: v.exactOptional(whole),
  suite: v.exactOptional(v.pipe(v.string(), v.maxLength(128))),
});

const importedToken = v.strictObject({
  serial,
  parameters,
  seed: v.pipe(hex(128), v.description('The seed in hexadecimal. It is never told again.')),
  deviceId: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  manufacturer: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  model: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  expiry: v.exactOptional(v.pipe(whole, v.description('Unix seconds.'))),
});

export const importRequest = v.strictObject({
  tokens: v.pipe(v.array(importedToken), v.minLength(1), v.maxLength(1000)),
});

const newUser = v.strictObject({ userId, name: shortText, password: shortText });

export const contractRequest = v.strictObject({
  contractId,
  name: shortText,
  loginMethod: v.picklist(['certificate', 'id-password']),
  loginCode: shortText,
  confirmation: shortText,
  users: v.pipe(v.array(newUser), v.maxLength(100)),
});

export const userRequest = newUser;

export const formRequest = v.strictObject({
  kind: v.picklist(['token-application', 'termination', 'release']),
  formNumber: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/)),
  contractId,
  userId: v.exactOptional(userId),
  serial: v.exactOptional(serial),
});

export const callRequest = v.strictObject({
  serial,
  reason,
  remark: v.exactOptional(shortText),
});

export const scrapRequest = v.strictObject({ why: v.pipe(shortText, v.nonEmpty()) });
