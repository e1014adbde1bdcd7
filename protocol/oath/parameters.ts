/** HMAC hash of a code engine (RFC 6238 §1.2). */
export type Algorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** Time-based (RFC 6238), event-based (RFC 4226) or challenge-response (RFC 6287). */
export type OtpMode = 'totp' | 'hotp' | 'ocra';
