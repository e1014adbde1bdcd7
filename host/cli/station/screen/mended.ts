import { endedWell, failedOf, type Result, type ScreenState } from './screen-state.ts';

/** The screen without the failures of a fob that was gone on with and ended well. */
export function mendedBy(state: ScreenState, { end, deviceId }: Result): ScreenState {
  if (deviceId === undefined || !endedWell(end) || end === 'would-do') return state;
  const gone = failedOf(state).filter((result) => result.deviceId === deviceId);
  if (gone.length === 0) return state;
  const results = state.results.filter((result) => !gone.includes(result));
  const left = Object.entries(state.failures)
    .map(([name, count]) => {
      const mended = gone.filter(({ trouble }) => trouble === name).length;
      return [name, count - mended] as const;
    })
    .filter(([, count]) => count > 0);
  const failures: ScreenState['failures'] = Object.fromEntries(left);
  return { ...state, results, failures, view: stillShown(state, gone) };
}

/** What stands in the list under the hand does not slip away, unless it is what was mended. */
function stillShown(state: ScreenState, gone: readonly Result[]): ScreenState['view'] {
  const { view } = state;
  if (view.kind !== 'failures') return view;
  const failed = failedOf(state);
  if (failed.length === gone.length) return { kind: 'run' };
  const before = failed.slice(0, view.at).filter((result) => gone.includes(result)).length;
  const last = failed.length - gone.length - 1;
  return { kind: 'failures', at: Math.min(last, view.at - before) };
}
