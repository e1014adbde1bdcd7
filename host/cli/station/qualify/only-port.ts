import { nodeClock } from '@fobkit/client/node';
import type { PortSource, StationPort } from '@fobkit/station';
import type { Cli } from '../../program/cli.ts';
import { noFob } from '../../program/cli-error.ts';
import type { StationWords } from '../words/words.ts';

/** How long fobs that are plugged in have to be found, in milliseconds. */
const SETTLE_MS = 1500;

/** The port of the only fob that is plugged in; waits until one is, or until Ctrl-C. */
export async function onlyPort(
  { cli, words }: { readonly cli: Cli; readonly words: StationWords },
  source: PortSource,
): Promise<StationPort> {
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, cli.signal]);
  const ports = new Map<string, StationPort>();
  let cancel: (() => void) | undefined;
  try {
    for await (const event of source.watch(signal)) {
      if (event.kind === 'waiting') {
        cli.out.note(words.screen.waitingAt(event.port, event));
        continue;
      }
      if (event.kind === 'left') ports.delete(event.port);
      else ports.set(event.port.name, event.port);
      // Those that are plugged in already are told one after the other.
      cancel ??= nodeClock.after(SETTLE_MS, () => {
        end.abort();
      });
    }
  } catch (error) {
    if (!end.signal.aborted) throw error;
  } finally {
    cancel?.();
    end.abort();
  }
  cli.signal.throwIfAborted();
  const [only, ...others] = ports.values();
  if (only === undefined)
    throw noFob('no-fob', 'the fob was taken out again: plug it in once more');
  if (others.length === 0) return only;
  const names = [...ports.keys()].join(', ');
  throw noFob('several-fobs', `fobs are at ${names}: take the others out, or name one with --port`);
}
