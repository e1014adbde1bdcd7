/**
 * What a program may do. `verifier`: have codes judged; `auditor`: look at everything, change
 * nothing; `operator`: what the desk does, and look.
 */
export const API_ROLES = ['operator', 'verifier', 'auditor'] as const;
export type ApiRole = (typeof API_ROLES)[number];

/** A program that has shown its token. */
export interface ApiCaller {
  readonly name: string;
  readonly role: ApiRole;
}

/** `fbt_` and 256 random bits in base64url: scanners for secrets find it by its beginning. */
const TOKEN = /^fbt_[A-Za-z0-9_-]{43}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

export function isApiToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Of a program or a clerk: 1 to 40 letters, digits, dots, underlines, hyphens. */
export function isStaffName(text: string): boolean {
  return NAME.test(text);
}
