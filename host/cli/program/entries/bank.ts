import type { Entry } from '../cli.ts';

const tokenEntries: readonly Entry[] = [
  {
    name: 'list',
    summary: 'list the tokens of programs',
    load: () => import('../../command/bank/token/list.ts'),
  },
  {
    name: 'add',
    summary: 'let a program ask the API',
    load: () => import('../../command/bank/token/add.ts'),
  },
  {
    name: 'revoke',
    summary: 'let it ask no more',
    load: () => import('../../command/bank/token/revoke.ts'),
  },
];

const clerkEntries: readonly Entry[] = [
  {
    name: 'add',
    summary: 'let somebody work at the desk',
    load: () => import('../../command/bank/clerk/add.ts'),
  },
  {
    name: 'remove',
    summary: 'let somebody in no more',
    load: () => import('../../command/bank/clerk/remove.ts'),
  },
];

/** What `fob bank` has. */
export const bankEntries: readonly Entry[] = [
  {
    name: 'up',
    summary: 'serve pages, app, API and RADIUS until Ctrl-C',
    load: () => import('../../command/bank/up.ts'),
  },
  {
    name: 'demo',
    summary: 'a bank with a contract, users, four fobs and a phone to play with',
    load: () => import('../../command/bank/demo.ts'),
  },
  {
    name: 'import',
    summary: 'take fobs into stock from a file',
    load: () => import('../../command/bank/import.ts'),
  },
  { name: 'clerk', summary: 'who works at the desk', entries: clerkEntries },
  { name: 'token', summary: 'tokens of programs for the API', entries: tokenEntries },
  {
    name: 'ca',
    summary: 'the development CA, and client certificates',
    load: () => import('../../command/bank/ca.ts'),
  },
  {
    name: 'policies',
    summary: 'list the policies that codes are judged by, or print one',
    load: () => import('../../command/bank/policies.ts'),
  },
  {
    name: 'openapi',
    summary: 'print the OpenAPI document of the API',
    load: () => import('../../command/bank/openapi.ts'),
  },
  {
    name: 'audit',
    summary: 'verify the chain of all that was done',
    load: () => import('../../command/bank/audit.ts'),
  },
  {
    name: 'rekey',
    summary: 'give the vault another key',
    load: () => import('../../command/bank/rekey.ts'),
  },
];
