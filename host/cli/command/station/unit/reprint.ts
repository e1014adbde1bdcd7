import { defineDeed } from '../../../station/unit/define-deed.ts';

const HELP = `
Prints the label once more and puts that on record. On paper:
fob station label SKTH00000017 --pdf label.pdf --reason smeared.

Examples:
  $ fob station unit reprint SKTH00000017 --reason smeared --printer lp:labels`;

export const define = defineDeed('reprint', HELP, (command) =>
  command.requiredOption('--printer <address>', 'tcp://HOST, lp:QUEUE or file:FOLDER'),
);
