import type { WorkStore } from '../run/work-store.ts';
import { RegistryFault } from './visit-trouble.ts';

/** The same store, whose every error is told apart from those of fobs: `RegistryFault`. */
export function guardedStore(store: WorkStore): WorkStore {
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new RegistryFault(error);
    }
  };
  return {
    watch: (run) => store.watch?.(run) ?? (() => undefined),
    lot: () => guard(() => store.lot()),
    counts: () => guard(() => store.counts()),
    time: () => guard(() => store.time()),
    renew: () => guard(() => store.renew()),
    end: () => guard(() => store.end()),
    unitOf: (...given) => guard(() => store.unitOf(...given)),
    unitLabelled: (...given) => guard(() => store.unitLabelled(...given)),
    claim: (...given) => guard(() => store.claim(...given)),
    resume: (...given) => guard(() => store.resume(...given)),
    enter: (...given) => guard(() => store.enter(...given)),
    complete: (...given) => guard(() => store.complete(...given)),
    rollBack: (...given) => guard(() => store.rollBack(...given)),
    quarantine: (...given) => guard(() => store.quarantine(...given)),
    leave: (...given) => guard(() => store.leave(...given)),
    refuse: (...given) => guard(() => store.refuse(...given)),
    labelPrinted: (...given) => guard(() => store.labelPrinted(...given)),
    trimmed: (...given) => guard(() => store.trimmed(...given)),
    transportKeyOf: (...given) => guard(() => store.transportKeyOf(...given)),
  };
}
