import { nodeClock, nodeEnv } from '@fobkit/client/node';
import {
  type LabelPrinter,
  type Lot,
  openLabelPrinter,
  PauseSwitch,
  type RunSummary,
  runStation,
  type StationEvent,
} from '@fobkit/station';
import type { Cli } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import type { Station } from '../open-station.ts';
import type { DeedWish, Wish } from '../screen/after-key.ts';
import { operatorOf } from '../session.ts';
import { batchKeysOf } from './batch-keys.ts';
import { counterAt } from './counter.ts';
import { JsonView } from './json-view.ts';
import { LineView } from './line-view.ts';
import { LiveScreen } from './live-screen.ts';
import { limitsOf } from './profile-limits.ts';
import { portsOf } from './run-ports.ts';
import type { RunView, RunViewOptions } from './run-view.ts';
import { unitNamed } from '../unit/unit-named.ts';
import { doDeed } from './unit-deeds.ts';

export interface RunOptions {
  readonly port?: readonly string[];
  readonly batchKeyFile?: readonly string[];
  readonly printer?: string;
  readonly counter?: string;
  readonly counterPpm?: number;
  readonly dryRun?: boolean;
  readonly bell?: boolean;
  readonly screen?: boolean;
  /** Nothing is shown. */
  readonly quiet?: boolean;
  /** Sees what happens too. */
  readonly onEvent?: (event: StationEvent) => void;
}

const SILENT: RunView = {
  onEvent: () => undefined,
  note: () => undefined,
  interrupted: () => undefined,
  close: () => undefined,
};

/** What is begun may end for so long once the process is told to end. */
const GRACE_MS = 10_000;

/** Runs a lot and shows it: on a screen, in lines, or as JSON. */
export async function runLot(
  cli: Cli,
  station: Station,
  lot: Lot,
  options: RunOptions,
): Promise<RunSummary> {
  const { registry } = station;
  const operator = await operatorOf(station, 'run');
  const finish = new AbortController();
  const stopNow = new AbortController();
  const pause = new PauseSwitch();
  const keys = await batchKeysOf(cli, options.batchKeyFile ?? []);
  const printer = await printerAt(options.printer);
  const counter = counterAt(options);
  const shown: { view?: RunView } = {};
  const done = async ({ deed, unit, reason }: DeedWish): Promise<void> => {
    const { screen, told } = station.words;
    const { deedDone, deedFailed } = screen;
    try {
      const { serialLabel } = await unitNamed(registry, unit, lot);
      await doDeed(station, { deed, serialLabel, reason, printer });
      shown.view?.note(deedDone(deed, serialLabel));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      shown.view?.note(deedFailed(deed, unit, told(why)));
    }
  };
  const onWish = (wish: Wish): void => {
    if (wish.kind === 'deed') void done(wish);
    else if (wish.kind === 'finish') finish.abort();
    else if (wish.kind === 'stop') {
      stopNow.abort();
      cli.endWith(ExitCode.Interrupted);
    } else if (wish.kind === 'pause') pause.pause(operator);
    else pause.resume();
  };
  const source = portsOf(options.port ?? [], (text) => shown.view?.note(text));
  const letGo = endingWith(cli, {
    finish: () => {
      finish.abort();
      shown.view?.interrupted();
    },
    stop: () => {
      stopNow.abort();
    },
  });
  const view = await viewOf({ cli, station, lot, options, onWish });
  shown.view = view;
  try {
    return await runStation({
      source,
      store: registry.work(lot.id),
      keys,
      env: nodeEnv,
      onEvent: (event) => {
        options.onEvent?.(event);
        view.onEvent(event);
      },
      signal: finish.signal,
      stopNow: stopNow.signal,
      pause,
      qualification: () => registry.stations.lastQualification(),
      limits: await limitsOf(lot),
      dryRun: options.dryRun === true,
      ...(printer === undefined ? {} : { printer }),
      ...(counter === undefined ? {} : { counter }),
    });
  } finally {
    view.close();
    letGo();
  }
}

export async function printerAt(address: string | undefined): Promise<LabelPrinter | undefined> {
  return address === undefined ? undefined : await openLabelPrinter(address, { clock: nodeClock });
}

interface ViewWish {
  readonly cli: Cli;
  readonly station: Station;
  readonly lot: Lot;
  readonly options: RunOptions;
  readonly onWish: (wish: Wish) => void;
}

async function viewOf(wanted: ViewWish): Promise<RunView> {
  const { cli, station, lot, onWish } = wanted;
  const { registry, file, words, json } = station;
  const { bell = true, screen = true, dryRun = false, quiet = false } = wanted.options;
  if (quiet) return SILENT;
  const options: RunViewOptions = {
    cli,
    clock: nodeClock,
    words,
    lot: {
      station: file.station,
      lot: lot.name,
      profile: lot.profile,
      purpose: lot.purpose,
      dryRun,
    },
    counts: await registry.lots.counts(lot.id),
    bell,
    onWish,
  };
  if (json) return new JsonView(options);
  const seen = screen && cli.out.isTerminal && cli.stdin.isTTY === true;
  return seen && process.env['TERM'] !== 'dumb' ? new LiveScreen(options) : new LineView(options);
}

/** A signal lets what is begun end, for a while; where it takes longer it stays open, on record. */
function endingWith(
  cli: Cli,
  run: { readonly finish: () => void; readonly stop: () => void },
): () => void {
  let cancel: (() => void) | undefined;
  const end = (): void => {
    run.finish();
    cancel = nodeClock.after(GRACE_MS, run.stop);
  };
  if (cli.signal.aborted) end();
  cli.signal.addEventListener('abort', end, { once: true });
  return () => {
    cli.signal.removeEventListener('abort', end);
    cancel?.();
  };
}
