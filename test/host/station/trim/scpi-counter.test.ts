import { setImmediate as turn } from 'node:timers/promises';
import { type CloseReason, type Link, LinkLostError, LinkNotFoundError } from '@fobkit/client';
import { describe, expect, it } from 'vitest';
import { scpiCounter } from '../../../../host/station/trim/scpi-counter.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';

interface Bench {
  readonly link: Link;
  readonly heard: string[];
  readonly hangUp: () => void;
}

/** A counter that answers questions as it is told; undefined: not at all. */
function bench(answer: (line: string) => string | undefined): Bench {
  const heard: string[] = [];
  const closed = Promise.withResolvers<CloseReason>();
  const link: Link = {
    url: 'tcp:counter:5025',
    open: () => {
      let tell: (bytes: Uint8Array) => void = () => undefined;
      return Promise.resolve({
        closed: closed.promise,
        onBytes: (listener) => {
          tell = listener;
          return () => undefined;
        },
        write: (bytes) => {
          const line = Buffer.from(bytes).toString().trim();
          heard.push(line);
          const told = line.endsWith('?') ? answer(line) : undefined;
          // In two pieces, as TCP may cut it.
          if (told !== undefined) {
            queueMicrotask(() => {
              tell(Buffer.from(told.slice(0, 3)));
              tell(Buffer.from(told.slice(3)));
            });
          }
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      });
    },
  };
  return {
    link,
    heard,
    hangUp: () => {
      closed.resolve({ kind: 'lost' });
    },
  };
}

function good(line: string): string {
  return line === 'READ?' ? '+3.276834464E+04\n' : '+0,"No error"\n';
}

describe('a counter over SCPI', () => {
  it('counts for its gate, and knows the frequency as well as its time base', async () => {
    const clock = new SimulatedClock();
    const { link, heard } = bench(good);
    const counter = scpiCounter({ link, clock, gateSeconds: 5, timeBasePpm: 0.1 });
    const { hertz, uncertaintyHertz } = await clock.until(counter.measure());
    expect(heard).toEqual(['*CLS', 'CONF:FREQ', 'FREQ:GATE:TIME 5', 'READ?', 'SYST:ERR?']);
    expect(hertz).toBe(32_768.34464);
    expect(uncertaintyHertz).toBeCloseTo(0.0032768, 6);
    expect(clock.armed).toBe(0);
  });

  it.each<[string, (line: string) => string | undefined, RegExp]>([
    ['reads no number', (line) => (line === 'READ?' ? 'ouch\n' : good(line)), /reads "ouch"/],
    ['reads 10 MHz', (line) => (line === 'READ?' ? '1.0E+07\n' : good(line)), /probe/],
    ['reads overflow', (line) => (line === 'READ?' ? '9.91E+37\n' : good(line)), /probe/],
    [
      'tells of an error',
      (line) => (line === 'SYST:ERR?' ? '-113,"Undefined header"\n' : good(line)),
      /Undefined header/,
    ],
    ['never answers', () => undefined, /no answer to READ\? within 13 s/],
    ['talks without end', () => 'x'.repeat(1000), /without end/],
  ])('that %s has measured nothing', async (_, answer, why) => {
    const clock = new SimulatedClock();
    const counter = scpiCounter({ link: bench(answer).link, clock, timeBasePpm: 0.1 });
    const measured = counter.measure();
    await expect(clock.until(measured)).rejects.toThrow(why);
    await expect(measured).rejects.toMatchObject({ name: 'CounterError' });
  });

  it('that hangs up, or is not there, says so', async () => {
    const clock = new SimulatedClock();
    const { link, hangUp } = bench(() => undefined);
    const measured = scpiCounter({ link, clock, timeBasePpm: 0.1 }).measure();
    hangUp();
    await expect(measured).rejects.toThrow(/it hung up/);
    const nowhere: Link = {
      url: 'tcp:nowhere:1',
      open: () => Promise.reject(new LinkNotFoundError('tcp:nowhere:1', 'nothing listens there.')),
    };
    const missing = scpiCounter({ link: nowhere, clock, timeBasePpm: 0.1 }).measure();
    await expect(missing).rejects.toThrow(/nothing listens there/);
  });

  it('is stopped by the signal', async () => {
    const stop = new AbortController();
    const { link } = bench(() => undefined);
    const counter = scpiCounter({ link, clock: new SimulatedClock(), timeBasePpm: 0.1 });
    const measured = counter.measure(stop.signal);
    setImmediate(() => {
      stop.abort();
    });
    await expect(measured).rejects.toThrow(/was stopped/);
  });

  it('is stopped by a signal that comes before it is asked', async () => {
    const stop = new AbortController();
    const { link } = bench(() => undefined);
    const counter = scpiCounter({ link, clock: new SimulatedClock(), timeBasePpm: 0.1 });
    const measured = counter.measure(stop.signal);
    stop.abort();
    await expect(measured).rejects.toThrow(/was stopped/);
  });

  it('whose link is lost as it is asked has measured nothing, and that is all', async () => {
    const { link, hangUp } = bench(() => undefined);
    const lost: Link = {
      url: link.url,
      open: async () => {
        const connection = await link.open();
        const write = (bytes: Uint8Array): Promise<void> => {
          if (!Buffer.from(bytes).includes('?')) return connection.write(bytes);
          hangUp();
          return Promise.reject(new LinkLostError(link.url));
        };
        return { ...connection, write };
      },
    };
    const clock = new SimulatedClock();
    const measured = scpiCounter({ link: lost, clock, timeBasePpm: 0.1 }).measure();
    await expect(measured).rejects.toMatchObject({ name: 'CounterError' });
    // What nobody awaits fails the run of tests.
    await turn();
    expect(clock.armed).toBe(0);
  });
});
