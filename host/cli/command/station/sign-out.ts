import type { Cli, Define } from '../../program/cli.ts';
import { addStationOptions, type StationOptions, withStation } from '../../station/open-station.ts';
import { endSession, readSession } from '../../station/session.ts';

const HELP = `
Examples:
  $ fob station sign-out`;

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: StationOptions) => {
      await signOut(cli, options);
    });
};

async function signOut(cli: Cli, options: StationOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const token = readSession();
    if (token !== undefined) await registry.operators.sessions.signOut(token);
    token?.wipe();
    await endSession();
    const { signedOut, nobodySignedIn } = words.commands;
    if (json) cli.out.json({ signedOut: token !== undefined });
    else cli.out.print(token === undefined ? nobodySignedIn : signedOut);
  });
}
