/** What tokens are written as, and read from but for `qr`, which is read by a camera. */
export const TOKEN_FORMATS = [
  'pskc',
  'privacyidea',
  'multiotp',
  'entra',
  'usersfile',
  'otpauth',
  'qr',
] as const;
export type TokenFormat = (typeof TOKEN_FORMATS)[number];

/** Those that are lines of text. */
export type LineFormat = Exclude<TokenFormat, 'pskc' | 'qr'>;
