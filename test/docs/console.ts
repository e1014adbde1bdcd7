/** One command line of a `console` block: what follows its prompt, continuation lines joined. */
export interface ShownCommand {
  readonly command: string;
  /** Line of the page on which it stands, from 1. */
  readonly line: number;
}

/**
 * The commands of a page's `console` blocks, in order. A line `$ …` is a command; one that ends in
 * a backslash goes on in the next; other lines are what it printed.
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
    if (open !== undefined) {
      open = joined(open, text);
    } else if (text.startsWith('$ ')) {
      open = { command: text.slice(2), line: index + 1 };
    } else return;
    if (!open.command.endsWith('\\')) {
      commands.push(open);
      open = undefined;
    }
  });
  return commands;
}

function joined(open: ShownCommand, text: string): ShownCommand {
  return { ...open, command: `${open.command.slice(0, -1).trimEnd()} ${text.trim()}` };
}
