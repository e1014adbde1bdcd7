import type { Command } from 'commander';

/** What can stand behind some words of a command line. */
export interface Completion {
  /** The words so far: `fob sim up`. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly says: string;
  /** The option takes a value, which may be a file's name. */
  readonly takesValue?: boolean;
}

/** Every place in the command line, the program itself first. */
export function completionsOf(program: Command): readonly Completion[] {
  return collect(program, [program.name()]);
}

function collect(command: Command, path: readonly string[]): readonly Completion[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const here: Completion = {
    path,
    commands: commands.map((one) => ({ text: one.name(), says: one.summary() })),
    options: help.visibleOptions(command).map((option) => ({
      text: option.long ?? option.flags,
      says: option.description,
      takesValue: option.required || option.optional,
    })),
  };
  return [here, ...commands.flatMap((one) => collect(one, [...path, one.name()]))];
}
