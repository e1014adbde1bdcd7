import { defineDeed } from '../../../station/unit/define-deed.ts';

const HELP = `
Puts on record that the label is printed once more, and prints it with
--printer. On paper: fob station label SKTH00000017 --pdf label.pdf.

Examples:
  $ fob station unit reprint SKTH00000017 --reason smeared --printer lp:labels`;

export const define = defineDeed('reprint', HELP, (command) =>
  command.option('--printer <address>', 'tcp://HOST, lp:QUEUE or file:FOLDER'),
);
