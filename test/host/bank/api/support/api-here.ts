import { apiRoutes, type ApiOptions } from '../../../../../host/bank/api/api-routes.ts';
import type { ApiRole } from '../../../../../host/bank/domain/api-caller.ts';
import { ApiTokens } from '../../../../../host/bank/store/api-tokens.ts';
import { webBase } from '../../../../../host/bank/web/web-base.ts';
import { testBank, type TestBank } from '../../store/support.ts';

const SYSTEM = { kind: 'system', name: 'test' } as const;

/** A problem, as the API tells it. */
export interface ToldProblem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly sentence: { readonly ja: string; readonly en: string };
  readonly retryAfter?: number;
  readonly faults?: readonly { readonly field?: string; readonly message: string }[];
}

/** The API over a bank in a folder of its own, asked without a network. */
export class ApiHere {
  readonly test: TestBank;
  readonly tokens: ApiTokens;
  readonly #request: (url: string, init: RequestInit) => Response | Promise<Response>;
  readonly #bearers = new Map<ApiRole, string>();

  constructor(test: TestBank, rates: ApiOptions['rates']) {
    const { bank, clock } = test;
    this.test = test;
    this.tokens = new ApiTokens(bank);
    const base = webBase({ clock, isSecure: false, programs: ['/api'] });
    const api = apiRoutes(bank, {
      clock,
      callerOf: (token) => this.tokens.callerOf(token),
      ...(rates === undefined ? {} : { rates }),
    });
    base.app.route('/api', api);
    this.#request = (url, init) => base.app.request(url, init);
  }

  static async open(rates?: ApiOptions['rates']): Promise<ApiHere> {
    const here = new ApiHere(await testBank(), rates);
    for (const role of ['operator', 'verifier', 'auditor'] as const) {
      const token = await here.tokens.add(SYSTEM, { name: role, role });
      if (token === undefined) throw new Error('no token');
      here.#bearers.set(role, token);
    }
    return here;
  }

  bearer(role: ApiRole): string {
    return this.#bearers.get(role) ?? '';
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    return Promise.resolve(this.#request(`http://localhost/api/v1${path}`, init));
  }

  get(role: ApiRole, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, {
      headers: { authorization: `Bearer ${this.bearer(role)}`, ...headers },
    });
  }

  post(role: ApiRole, path: string, body: unknown = {}): Promise<Response> {
    return this.ask(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.bearer(role)}`,
        'content-type': 'application/json',
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  close(): Promise<void> {
    return this.test.close();
  }
}

export async function problem(response: Response): Promise<ToldProblem> {
  if (response.headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`no problem: ${String(response.status)} ${await response.text()}`);
  }
  return (await response.json()) as ToldProblem;
}
