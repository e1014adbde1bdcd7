/** Failures that cost no waiting: a station that died while rotating tries the old key and the new. */
export const FREE_FAILURES = 2;

/** The longest delay, in seconds. */
export const MAX_ATTEMPT_DELAY_SECONDS = 3600;

/**
 * How long a fob must have been up since its last attempt, or since its reset when that is later,
 * before it looks at the next handshake: 0, 0, 0, 1, 2, 4, … 2048, then 3600 seconds. It grows no
 * further, since a lock that anybody at the wire could close for good would itself be an attack
 * (docs/protocol/05-sealed-channel.md §5.7).
 *
 * @param failures Attempts committed since the count was last cleared.
 */
export function attemptDelaySeconds(failures: number): number {
  let delay = 0;
  for (let failure = FREE_FAILURES; failure < failures; failure++) {
    delay = delay === 0 ? 1 : delay * 2;
    if (delay >= MAX_ATTEMPT_DELAY_SECONDS) return MAX_ATTEMPT_DELAY_SECONDS;
  }
  return delay;
}
