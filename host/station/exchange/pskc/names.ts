/** Namespaces of PSKC 1.0 (RFC 6030 §11) and of what it is made of. */
export const NS = {
  pskc: 'urn:ietf:params:xml:ns:keyprov:pskc',
  /** Drafts before the RFC; read only. */
  pskcDraft: 'urn:ietf:params:xml:ns:keyprov:pskc:1.0',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  pkcs5: 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#',
  /** What PSKC has no element for: docs/station/pskc.md. */
  fobkit: 'urn:x-fobkit:pskc',
} as const;

/** Key algorithms (RFC 6030 §10; OCRA and TOTP by draft-hoyer-keyprov-pskc-algorithm-profiles). */
export const PROFILE = {
  hotp: `${NS.pskc}:hotp`,
  totp: `${NS.pskc}:totp`,
  ocra: `${NS.pskc}:ocra`,
  pin: `${NS.pskc}:pin`,
} as const;

export const PBKDF2 = [`${NS.pkcs5}pbkdf2`, `${NS.xenc11}pbkdf2`] as const;

/** RFC 6030 §5: what a key may be used for. */
export const KEY_USAGES = [
  'OTP',
  'CR',
  'Encrypt',
  'Integrity',
  'Verify',
  'Unlock',
  'Decrypt',
  'KeyWrap',
  'Unwrap',
  'Derive',
  'Generate',
] as const;

export const PIN_ATTRIBUTES = [
  'PINKeyId',
  'PINUsageMode',
  'MaxFailedAttempts',
  'MinLength',
  'MaxLength',
  'PINEncoding',
] as const;
