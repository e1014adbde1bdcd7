import { Argument } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { completionsOf } from '../completion/script.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Define } from '../program/cli.ts';

const HELP = `
Examples:
  $ source <(fob completion bash)
  $ fob completion zsh > ~/.zfunc/_fob
  $ fob completion fish | source`;

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
type Shell = keyof typeof SCRIPTS;

export const define: Define = (command, cli, whole) => {
  command
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', HELP)
    .action(async (shell: Shell) => {
      cli.out.write(SCRIPTS[shell](completionsOf(await whole())));
    });
};
