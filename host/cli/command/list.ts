import { discover } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { wholeNumber } from '../argument/number.ts';
import { addJsonOption } from '../device/device-options.ts';
import { findTokens, tellTokens, tokenToJson } from '../device/found-tokens.ts';
import { everyCandidate, lazyLinkOf } from '../device/link-of.ts';
import { isOtherUrl } from '../device/other-device.ts';
import { foundToJson, tellFaults, tellFound } from '../device/tell-found.ts';
import { watchFobs } from '../device/watch-fobs.ts';
import type { Cli, Define, JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { runningSimsOrNone } from '../sim/sims.ts';
import { whyNotAttached } from '../usb/why-not-attached.ts';

const HELP = `
Emulated fobs and USB devices with fobkit's ids are asked who they are; a fob on
several links is one, by its device id. A port of somebody else is only named,
since what is sent there could do harm; --all asks those too, and the addresses
given are asked in any case. Nitrokeys are asked for their status, which changes
nothing; other HID devices are never opened.

Examples:
  $ fob list
  $ fob list tcp:bench-3:4000
  $ fob list --all --json
  $ fob list --watch --count 1`;

interface ListOptions extends JsonOption {
  readonly all?: boolean;
  readonly watch?: boolean;
  readonly count?: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('[url...]', 'addresses to ask too: serial:PATH, hid:PATH, tcp:HOST:PORT')
    .option('--all', 'ask every serial port')
    .option('-w, --watch', 'tell of fobs as they are plugged in and pulled out')
    .option('-n, --count <n>', 'with --watch: end after so many events', wholeNumber(1, 1_000_000))
    .addHelpText('after', HELP)
    .action(async (named: readonly string[], options: ListOptions) => {
      if (options.watch === true) await watch(cli, named, options);
      else await list(cli, named, options);
    });
};

async function list(cli: Cli, named: readonly string[], options: ListOptions): Promise<void> {
  if (options.count !== undefined) throw usage('--count goes with --watch');
  const other = named.find(isOtherUrl);
  if (other !== undefined) {
    throw usage(`${other}: addresses are of fobs; Nitrokeys that are plugged in are listed anyway`);
  }
  const { found, faults } = await discover(nodeEnv, {
    providers: everyCandidate(),
    named,
    probeAll: options.all === true,
    signal: cli.signal,
    linkTo: lazyLinkOf,
  });
  const tokens = await findTokens(cli);
  for (const fault of faults) tellFaults(cli, fault);
  if (options.json === true) {
    cli.out.json([...found.map(foundToJson), ...tokens.map(tokenToJson)]);
  } else {
    tellFound(cli, found);
    tellTokens(cli, tokens);
    const waiting = whyNotAttached(await runningSimsOrNone());
    if (waiting !== undefined) cli.out.note(waiting.message);
  }
}

async function watch(cli: Cli, named: readonly string[], options: ListOptions): Promise<void> {
  if (named.length > 0 || options.all === true) {
    throw usage('--watch tells of fobs that USB or an emulator lists: no addresses, no --all');
  }
  await watchFobs(cli, { json: options.json === true, count: options.count });
}
