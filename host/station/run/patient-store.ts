import { delay, type HostClock } from '@fobkit/client';
import { StoreError } from '@fobkit/store';
import type { WorkStore } from './work-store.ts';

/** How long a registry may be away before a station gives up: less than its lease usually lasts. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 500;

/**
 * The same store for a registry that may be away for a while, as a server that is restarted: what
 * fails so is asked again, and its lease tells whether the station may still go on. Every call may
 * be repeated: what was committed although nobody told is not done twice.
 */
export function patientStore(store: WorkStore, clock: HostClock): WorkStore {
  /** Since when nobody was answered. */
  let awaySince: number | undefined;
  const patiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        const answer = await ask();
        awaySince = undefined;
        return answer;
      } catch (error) {
        if (!mayPass(error)) throw error;
        awaySince ??= clock.now();
        if (clock.now() - awaySince >= PATIENCE_MS) throw error;
      }
      await delay(clock, PAUSE_MS);
    }
  };
  return {
    watch: (run) => store.watch?.(run) ?? (() => undefined),
    lot: () => patiently(() => store.lot()),
    counts: () => patiently(() => store.counts()),
    time: () => patiently(() => store.time()),
    renew: () => patiently(() => store.renew()),
    end: () => patiently(() => store.end()),
    unitOf: (...given) => patiently(() => store.unitOf(...given)),
    unitLabelled: (...given) => patiently(() => store.unitLabelled(...given)),
    claim: (...given) => patiently(claimAnew(store, given)),
    resume: (...given) => patiently(() => store.resume(...given)),
    enter: (...given) => patiently(() => store.enter(...given)),
    complete: (...given) => patiently(() => store.complete(...given)),
    rollBack: (...given) => patiently(() => store.rollBack(...given)),
    quarantine: (...given) => patiently(() => store.quarantine(...given)),
    leave: (...given) => patiently(() => store.leave(...given)),
    refuse: (...given) => patiently(() => store.refuse(...given)),
    labelPrinted: (...given) => patiently(() => store.labelPrinted(...given)),
    trimmed: (...given) => patiently(() => store.trimmed(...given)),
    transportKeyOf: (...given) => patiently(() => store.transportKeyOf(...given)),
  };
}

/** A claim of which nobody told whether it was committed is taken up, where it was. */
function claimAnew(
  store: WorkStore,
  given: Parameters<WorkStore['claim']>,
): () => ReturnType<WorkStore['claim']> {
  let again = false;
  return async () => {
    const taken = again ? await store.resume(...given) : 'left';
    again = true;
    return taken === 'left' ? await store.claim(...given) : taken;
  };
}

function mayPass(error: unknown): boolean {
  return error instanceof StoreError && (error.code === 'gone' || error.code === 'busy');
}
