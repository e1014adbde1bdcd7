import type { HostClock } from '@fobkit/client';
import type { Context } from 'hono';
import type { Bank } from '../domain/bank.ts';
import type { Assets } from '../web/assets.ts';
import type { WebEnv } from '../web/web-env.ts';
import type { RefusedForms } from './refused-forms.ts';

export interface PagesOptions {
  /** The bank's clock: the time on every page. */
  readonly clock: HostClock;
  /** Of `pageAssets`; the web's base serves them. */
  readonly assets: Assets;
  /** Who works at the desk: the name of a clerk whose password is right. */
  readonly operators: OperatorCheck;
  /** Whether a clerk who has logged in works there still; he does if absent. */
  readonly isOperator?: (name: string) => Promise<boolean>;
  /** Counts a try at an account; the answer to give when there were too many. */
  readonly account?: (context: Context<WebEnv>, account: string) => Promise<Response | undefined>;
  /** The client certificate of the connection, if a good one came. */
  readonly certificate?: (context: Context<WebEnv>) => ShownCertificate | undefined;
  /** The whole address of the app's page, such as `https://bank.example/app/token`. */
  readonly appPage?: (context: Context<WebEnv>) => string;
  /** What the bank calls itself; that of its policy if absent. */
  readonly title?: { readonly ja: string; readonly en: string };
  /** Which pages there are; all if absent. */
  readonly areas?: readonly ('customers' | 'desk')[];
}

export interface ShownCertificate {
  readonly name: string;
  readonly serial: string;
}

/**
 * Undefined when name or password is wrong, after the same work either way. `from`: the address, as
 * in `Claimed`.
 */
export type OperatorCheck = (
  name: string,
  password: string,
  from: string,
) => Promise<string | undefined>;

/** What all pages share. */
export interface Pages {
  readonly bank: Bank;
  readonly options: PagesOptions;
  readonly refused: RefusedForms;
}
