import { availableParallelism } from 'node:os';
import {
  campaignText,
  type CampaignOrder,
  type CampaignProgress,
  type CampaignReport,
  localChunks,
  MOST_RUNS,
  runCampaign,
} from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { TOOL } from '../../bench/tool.ts';
import { profiles } from '@fobkit/emulator';
import { wholeNumber } from '../../argument/number.ts';
import { campaignPool } from '../../bench/campaign/campaign-pool.ts';
import { campaignBar } from '../../bench/campaign/campaign-progress.ts';
import { queueCampaign } from '../../bench/campaign/queue-campaign.ts';
import {
  addRelyingPartyOption,
  type RelyingPartyOption,
  relyingPartyOf,
} from '../../bench/relying-party/relying-party.ts';
import { saveScenarios } from '../../bench/campaign/save-scenarios.ts';
import { makeFolder } from '../../input/make-folder.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';

const HELP = `
Runs scenarios drawn from a seed: any fob type, start, press, wait, command,
fault, power cut. What must always hold is watched in each: no counter with two
codes, none that goes back, no code outside its time, no secret on the wire, no
fob that falls silent for good, no reply that breaks the protocol. A failure is
shrunk to the shortest scenario that still fails; fob bench run takes it.

The same seed gives the same report, to the byte, however many workers share
the work, here or on other machines. A password of the queue stands in
PGPASSWORD or ~/.pgpass, where no list of processes shows it.

Ends with 0 when everything held, 1 when something did not, 2 on wrong use, 3
when the queue is lost or the bench itself broke.

Examples:
  $ fob bench campaign --seed 7 --runs 200
  $ fob bench campaign --seed 7 --runs 100000 --profile hotp-button --save found
  $ fob bench campaign --seed 7 --runs 100000 --queue postgres://bench@db/fobkit`;

interface CampaignCommandOptions extends JsonOption, RelyingPartyOption {
  readonly seed?: number;
  readonly runs: number;
  readonly profile?: readonly string[];
  readonly workers?: number;
  readonly queue?: string;
  readonly save?: string;
}

const MOST_WORKERS = 256;

export const define: Define = (command, cli) => {
  addRelyingPartyOption(addJsonOption(command))
    .option(
      '-s, --seed <n>',
      'what is drawn follows from it; 1 if absent',
      wholeNumber(0, 2 ** 53 - 1),
    )
    .option('-n, --runs <n>', 'how many scenarios', wholeNumber(1, MOST_RUNS), 200)
    .option(
      '-p, --profile <name...>',
      'fob types to draw from; all that come with fobkit if absent',
    )
    .option(
      '-w, --workers <n>',
      'threads of this process; as many as processors if absent, with --queue none',
      wholeNumber(0, MOST_WORKERS),
    )
    .option('--queue <url>', 'share the work by a PostgreSQL database; fob bench worker takes part')
    .option('--save <folder>', 'put the shortest scenarios that fail there')
    .addHelpText('after', HELP)
    .action(async (options: CampaignCommandOptions) => {
      // One that there is none of is told before a thread has begun.
      await relyingPartyOf(options.relyingParty);
      const order = orderOf(options);
      if (options.save !== undefined) await makeFolder(options.save);
      await tell(cli, options, await run(cli, order, options));
    });
};

function orderOf(options: CampaignCommandOptions): CampaignOrder {
  const { seed = 1, runs, profile, relyingParty } = options;
  const known = profiles.map(({ name }) => name);
  const unknown = profile?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw usage(`there is no fob type ${unknown}: one of ${known.join(', ')}`);
  }
  // In one sequence, however they were asked for.
  const drawn = known.filter((name) => profile?.includes(name) ?? true);
  return { seed, runs, profiles: drawn, ...(relyingParty === undefined ? {} : { relyingParty }) };
}

async function run(
  cli: Cli,
  order: CampaignOrder,
  { queue, workers }: CampaignCommandOptions,
): Promise<CampaignReport> {
  if (queue === undefined && workers === 0) {
    throw usage('--workers 0 goes with --queue: somebody has to do the work');
  }
  const bar = campaignBar(cli.out, order.runs, () => nodeClock.now());
  const threads = workers ?? (queue === undefined ? availableParallelism() : 0);
  // Without threads of its own it shrinks what the workers find.
  const pool = campaignPool(Math.max(1, threads));
  const end = (): void => void pool.close();
  cli.signal.addEventListener('abort', end);
  try {
    const common = {
      tool: TOOL,
      pool,
      signal: cli.signal,
      onProgress: (progress: CampaignProgress) => {
        bar.update(progress);
      },
    };
    if (queue === undefined) {
      return await runCampaign(order, { ...common, chunks: localChunks(order, pool) });
    }
    const takesPart = threads > 0;
    const aside = (text: string): void => {
      bar.aside(text);
    };
    const note = (text: string): void => {
      if (!cli.out.drawsBars) cli.out.note(text);
    };
    return await queueCampaign(order, { ...common, url: queue, takesPart, aside, note });
  } finally {
    cli.signal.removeEventListener('abort', end);
    bar.stop();
    await pool.close();
  }
}

async function tell(
  cli: Cli,
  options: CampaignCommandOptions,
  report: CampaignReport,
): Promise<void> {
  const saved = options.save === undefined ? [] : await saveScenarios(options.save, report);
  if (options.json === true) cli.out.json(report);
  else cli.out.print(campaignText(report));
  for (const path of saved) cli.out.note(`saved: ${path}`);
  const proven = report.failures.some(({ kind }) => kind !== 'bench-broke');
  if (proven) cli.endWith(ExitCode.Refused);
  else if (report.failedRuns > 0) cli.endWith(ExitCode.Link);
}
