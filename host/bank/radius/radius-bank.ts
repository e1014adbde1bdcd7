/** Name and code that came by RADIUS. `password`: only where the client sends password and code. */
export interface RadiusAttempt {
  /** As sent: 1 to 253 characters without control characters; the bank says how it is spelled. */
  readonly user: string;
  /** As sent: the bank normalises and bounds it. */
  readonly code: string;
  readonly password?: string;
  /** The answer to a challenge, whose first step had the password. */
  readonly continued: boolean;
  /** The client's name in the file of clients. */
  readonly client: string;
}

/** `challenge`: the code is right but outside the window; the next one decides. */
export type RadiusVerdict = 'accept' | 'reject' | 'challenge';

/** What the RADIUS front has of a bank. Counters, locks and throttles are the bank's. */
export interface RadiusBank {
  /** Rejects when the bank cannot judge now: then the request gets no answer and is tried again. */
  verifyUser(attempt: RadiusAttempt): Promise<RadiusVerdict>;
}
