import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Output } from '../terminal/output.ts';

/** What a command has of the process around it. */
export interface Cli {
  readonly out: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Aborted by Ctrl-C and the like, its reason an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Ends the process with this status, though the command did what it was to do. */
  endWith(exitCode: number): void;
}

/** Gives a command its options, arguments, help and action. `whole` makes the parser of all commands. */
export type Define = (command: Command, cli: Cli, whole: () => Promise<Command>) => void;

/** A command as it stands in the help of its parent; its own file is loaded when it is used. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Heading in the help. */
  readonly group?: string;
  readonly load?: () => Promise<{ readonly define: Define }>;
  readonly entries?: readonly Entry[];
  /** Runs when its parent is called without a subcommand. */
  readonly isDefault?: boolean;
}

/** Every command that prints results has it. */
export interface JsonOption {
  readonly json?: boolean;
}
