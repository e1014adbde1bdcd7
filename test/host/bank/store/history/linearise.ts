/** A call of a client: what it asked, what it was told, and when, in ticks that never go back. */
export interface RecordedCall<Op> {
  readonly op: Op;
  readonly said: string;
  readonly called: number;
  readonly returned: number;
}

/** What says how calls that come one after the other are answered. */
export interface SequentialModel<Op, Self> {
  /** Does it, and says what is told. */
  play(op: Op): string;
  fork(): Self;
  /** The same for states that are the same. */
  key(): string;
}

/**
 * An order of the calls, each at one moment between its call and its return, in which the model tells
 * each the same and ends as `isEnd` wants: the search of Wing and Gong (Testing and Verifying
 * Concurrent Objects, 1993), which remembers where it has been (Lowe, 2017). Undefined: there is none.
 */
export function linearise<Op, Model extends SequentialModel<Op, Model>>(
  calls: readonly RecordedCall<Op>[],
  model: Model,
  isEnd: (model: Model) => boolean,
): readonly RecordedCall<Op>[] | undefined {
  const been = new Set<string>();
  const search = (
    open: readonly RecordedCall<Op>[],
    state: Model,
  ): readonly RecordedCall<Op>[] | undefined => {
    if (open.length === 0) return isEnd(state) ? [] : undefined;
    const place = `${open.map(({ called }) => called).join()} ${state.key()}`;
    if (been.has(place)) return undefined;
    been.add(place);
    const firstReturn = Math.min(...open.map(({ returned }) => returned));
    for (const call of open) {
      // What was called after another had returned cannot come before it.
      if (call.called > firstReturn) continue;
      const next = state.fork();
      if (next.play(call.op) !== call.said) continue;
      const rest = search(
        open.filter((one) => one !== call),
        next,
      );
      if (rest !== undefined) return [call, ...rest];
    }
    return undefined;
  };
  return search(calls, model);
}
