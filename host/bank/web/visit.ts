import type { SessionData } from './sessions.ts';

/** The visitor of a request: a session after login, before that only somebody with a form. */
export interface Visit {
  /** What `begin` gave; undefined before login and when the session is over. */
  readonly data: SessionData | undefined;
  /** A session came and is over: idle, too old, or ended. */
  readonly isOver: boolean;
  /** For the hidden field `csrf` of each form. Another one after `begin`: redirect first. */
  readonly csrf: string;
  /** Login, or a step up: a new id, and the one before is over. */
  begin(data: SessionData): void;
  /** Other data under the same id. */
  keep(data: SessionData): void;
  /** Logout. */
  end(): void;
  /** Whether a form's token is this visitor's, in constant time. */
  isCsrf(token: string): boolean;
}
