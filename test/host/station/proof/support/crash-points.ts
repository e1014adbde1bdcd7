import type { Link } from '@fobkit/client';
import type { WorkStore } from '../../../../../host/station/run/work-store.ts';

/** Called wherever a station may be killed, with the name of the place. */
export type At = (point: string) => void | Promise<void>;

/** The same store; each call is a place before it and one after it. */
export function watchedStore(store: WorkStore, at: At): WorkStore {
  const around = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    await at(`before ${name}`);
    const answer = await work();
    await at(`after ${name}`);
    return answer;
  };
  return {
    lot: () => store.lot(),
    counts: () => store.counts(),
    time: () => store.time(),
    renew: () => around('renew', () => store.renew()),
    end: () => around('end', () => store.end()),
    unitOf: (...given) => store.unitOf(...given),
    unitLabelled: (...given) => store.unitLabelled(...given),
    claim: (...given) => around('claim', () => store.claim(...given)),
    resume: (...given) => around('resume', () => store.resume(...given)),
    enter: (claim, step) => around(`enter ${step}`, () => store.enter(claim, step)),
    complete: (...given) => around('complete', () => store.complete(...given)),
    rollBack: (...given) => around('rollBack', () => store.rollBack(...given)),
    quarantine: (...given) => around('quarantine', () => store.quarantine(...given)),
    leave: (...given) => around('leave', () => store.leave(...given)),
    refuse: (...given) => around('refuse', () => store.refuse(...given)),
    labelPrinted: (...given) => around('labelPrinted', () => store.labelPrinted(...given)),
    trimmed: (...given) => around('trimmed', () => store.trimmed(...given)),
    transportKeyOf: (...given) => store.transportKeyOf(...given),
  };
}

/** The same link; each message is a place before it is sent and one when its answer is there. */
export function watchedLink(link: Link, at: (point: 'send' | 'heard') => void): Link {
  return {
    url: link.url,
    open: async (options) => {
      const connection = await link.open(options);
      connection.onBytes(() => {
        at('heard');
      });
      return {
        ...(connection.framing === undefined ? {} : { framing: connection.framing }),
        closed: connection.closed,
        write: async (bytes) => {
          at('send');
          await connection.write(bytes);
        },
        onBytes: (listener) => connection.onBytes(listener),
        close: () => connection.close(),
      };
    },
  };
}
