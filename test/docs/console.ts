/** One command of a `console` block: what follows its prompt, with the lines that go on with it. */
export interface ShownCommand {
  readonly command: string;
  /** Line of the page on which it stands, from 1. */
  readonly line: number;
}

/**
 * The commands of a page's `console` blocks, in order. A line `$ …` is a command; one that ends in
 * a backslash goes on in the next, one with `<<'END'` up to a line END; other lines are what it
 * printed.
 */
export function commandsOf(page: string): readonly ShownCommand[] {
  const commands: ShownCommand[] = [];
  let inside = false;
  let open: ShownCommand | undefined;
  page.split('\n').forEach((text, index) => {
    if (text.startsWith('```')) {
      inside = text === '```console';
      open = undefined;
      return;
    }
    if (!inside) return;
    if (open !== undefined) open = joined(open, text);
    else if (text.startsWith('$ ')) open = { command: text.slice(2), line: index + 1 };
    else return;
    if (!goesOn(open.command)) {
      commands.push(open);
      open = undefined;
    }
  });
  return commands;
}

function goesOn(command: string): boolean {
  return command.endsWith('\\') || (isHereDocument(command) && !command.endsWith('\nEND'));
}

function isHereDocument(command: string): boolean {
  return command.split('\n', 1)[0]?.endsWith("<<'END'") === true;
}

function joined(open: ShownCommand, text: string): ShownCommand {
  const { command } = open;
  if (isHereDocument(command)) return { ...open, command: `${command}\n${text}` };
  return { ...open, command: `${command.slice(0, -1).trimEnd()} ${text.trim()}` };
}
