import type { Define } from '../program/cli.ts';

const HELP = `
Starts an emulated fob on a pty, provisions it, reads and verifies codes, breaks
it, and leaves nothing behind.`;

export const define: Define = (command, cli) => {
  command.addHelpText('after', HELP).action(async () => {
    const { runDemo } = await import('../demo/demo.ts');
    await runDemo(cli);
  });
};
