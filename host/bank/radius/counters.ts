/** Why a datagram got no answer. */
export type RadiusDrop =
  | 'unknown-client'
  | 'rate'
  | 'malformed'
  | 'unsupported-code'
  | 'no-message-authenticator'
  | 'wrong-message-authenticator'
  | 'pending'
  | 'replayed'
  | 'bank-failed'
  | 'send-failed';

export type RadiusAnswer = 'accept' | 'reject' | 'challenge' | 'status' | 'repeated';

/** What has come and what came of it, since the start. */
export interface RadiusCounters {
  readonly received: number;
  readonly answered: Readonly<Record<RadiusAnswer, number>>;
  readonly dropped: Readonly<Record<RadiusDrop, number>>;
}

/** Counters to count with. */
export interface RunningCounters {
  received: number;
  readonly answered: Record<RadiusAnswer, number>;
  readonly dropped: Record<RadiusDrop, number>;
}

export function newCounters(): RunningCounters {
  return {
    received: 0,
    answered: { accept: 0, reject: 0, challenge: 0, status: 0, repeated: 0 },
    dropped: {
      'unknown-client': 0,
      rate: 0,
      malformed: 0,
      'unsupported-code': 0,
      'no-message-authenticator': 0,
      'wrong-message-authenticator': 0,
      pending: 0,
      replayed: 0,
      'bank-failed': 0,
      'send-failed': 0,
    },
  };
}
