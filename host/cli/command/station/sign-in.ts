import { passwordOf } from '@fobkit/station';
import { askHidden } from '../../input/ask-hidden.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { addStationOptions, type StationOptions, withStation } from '../../station/open-station.ts';
import { writeSession } from '../../station/session.ts';
import { isoTime, localTime } from '../../store/tell.ts';
import { secretLine } from '../../store/secret-line.ts';

const HELP = `
For a shift of twelve hours; whoever was signed in here before is no more. What
is done at the station stands in the audit under the name of the operator.

Examples:
  $ fob station sign-in sato
  $ fob station sign-in sato --password-file sato.txt`;

interface SignInOptions extends StationOptions {
  readonly passwordFile?: string;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<name>', 'the operator'))
    .option('--password-file <file>', 'has the password; - for standard input')
    .addHelpText('after', HELP)
    .action(async (name: string, options: SignInOptions) => {
      await signIn(cli, name, options);
    });
};

async function signIn(cli: Cli, name: string, options: SignInOptions): Promise<void> {
  await withStation(cli, options, async ({ registry, words, json }) => {
    const password = passwordOf(await passwordText(cli, name, options.passwordFile));
    const session = await registry.operators.sessions.signIn(name, password);
    await writeSession(session);
    const { operator, endsUnixMs } = session;
    if (json) cli.out.json({ operator: name, role: operator.role, ends: isoTime(endsUnixMs) });
    else cli.out.print(words.commands.signedIn(name, localTime(endsUnixMs)));
  });
}

async function passwordText(cli: Cli, name: string, file: string | undefined): Promise<string> {
  const what = `the password of ${name}`;
  if (file !== undefined) return await secretLine(cli, file, what);
  if (cli.stdin.isTTY !== true) throw usage(`${what}: give it with --password-file FILE`);
  const typed = await askHidden(cli, `Password of ${name}: `);
  if (typed === undefined || typed === '') throw usage(`${what}: none was given`);
  return typed;
}
