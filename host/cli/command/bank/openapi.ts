import { apiDocument } from '@fobkit/bank';
import type { Define } from '../../program/cli.ts';

const HELP = `
OpenAPI 3.1, as fob bank up serves it at /api/v1/openapi.json.

Examples:
  $ fob bank openapi > bank.json`;

export const define: Define = (command, cli) => {
  command.addHelpText('after', HELP).action(() => {
    cli.out.json(apiDocument());
  });
};
