import type { Context } from 'hono';
import * as v from 'valibot';
import type { OperatorActor } from '../domain/actor.ts';
import type { ApiCaller, ApiRole } from '../domain/api-caller.ts';
import type { Bank } from '../domain/bank.ts';
import type { Refused } from '../domain/reply.ts';
import type { WebEnv } from '../web/web-env.ts';
import type { ApiRefusal } from './api-refusals.ts';

export interface Fault {
  /** Dotted path in the request. */
  readonly field?: string;
  readonly serial?: string;
  readonly message: string;
}

export interface RefusedByApi {
  readonly refusal: ApiRefusal;
  readonly faults?: readonly Fault[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** What a route answers: JSON, a refusal of the bank or of the API, or a response of its own. */
export type Answer = { readonly json: object } | Refused | RefusedByApi | Response;

/** What is asked of a route. */
export interface Call<Body, Query> {
  readonly bank: Bank;
  readonly body: Body;
  readonly query: Query;
  /** Of the path. */
  readonly param: (name: string) => string;
  /** Who asks, for the record. */
  readonly actor: OperatorActor;
  readonly caller: ApiCaller;
  /** Whether the token of the request still allows this. */
  readonly isAllowed: () => Promise<boolean>;
  readonly context: Context<WebEnv>;
}

/** What is told of a route. */
export interface Told {
  readonly method: 'get' | 'post';
  /** `/v1/tokens/{serial}`. */
  readonly path: string;
  /** Of the operation: unique. */
  readonly id: string;
  readonly summary: string;
  /** Who may; nobody named: everybody, without a token. */
  readonly roles: readonly ApiRole[];
  /** What is answered when it is done. */
  readonly answer: v.GenericSchema;
  /** 200 if absent. */
  readonly status?: 201;
  /** It answers a stream of server-sent events, each with such an answer. */
  readonly isStream?: boolean;
}

/** A route as the server runs it and the document tells it. */
export interface Route extends Told {
  readonly body?: v.GenericSchema;
  readonly query?: QuerySchema;
  /** `body` and `query` as they came; what they are not is answered `malformed`. */
  readonly run: (call: Call<unknown, unknown>) => Promise<Answer>;
}

type QueryEntries = Readonly<Record<string, v.GenericSchema>>;
export type QuerySchema = v.StrictObjectSchema<QueryEntries, undefined>;

/** Ties what a route runs to the schemas of what it is asked. */
export function route<Body extends v.GenericSchema, Query extends QuerySchema>(
  told: Told & { readonly body?: Body; readonly query?: Query },
  run: (call: Call<v.InferOutput<Body>, v.InferOutput<Query>>) => Promise<Answer>,
): Route {
  return {
    ...told,
    run: async (call) => {
      const body = parsed(told.body, call.body);
      const query = parsed(told.query, call.query);
      if ('faults' in body || 'faults' in query) {
        const faults = [body, query].flatMap((one) => ('faults' in one ? one.faults : []));
        return { refusal: 'malformed', faults };
      }
      return await run({ ...call, body: body.output, query: query.output });
    },
  };
}

/** So many faults are told at most. */
const MOST_FAULTS = 20;

function parsed<Schema extends v.GenericSchema>(
  schema: Schema | undefined,
  data: unknown,
): { readonly output: v.InferOutput<Schema> } | { readonly faults: readonly Fault[] } {
  // Without a schema nothing looks at it.
  const found = v.safeParse(schema ?? v.any(), data);
  if (found.success) return { output: found.output };
  return { faults: found.issues.slice(0, MOST_FAULTS).map(faultOf) };
}

/** Never what was received: that may be a secret. */
function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const field = (v.getDotPath(issue) ?? '').slice(0, 100);
  const wanted = issue.expected ?? (issue.requirement instanceof RegExp ? 'this form' : null);
  const form = issue.requirement instanceof RegExp ? ` ${issue.requirement.source}` : '';
  return { field, message: `${wanted ?? 'another value'} is wanted${form}` };
}
