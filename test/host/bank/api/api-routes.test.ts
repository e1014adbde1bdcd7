import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  codeAt,
  CONTRACT,
  NEW_CONTRACT,
  opened,
  OPERATOR,
  seedOf,
  wrongCode,
} from '../store/support.ts';
import { ApiHere, problem } from './support/api-here.ts';
import { FOB, registered, asked, tokenOf } from './support/asked.ts';

let here: ApiHere;

beforeEach(async () => {
  here = await ApiHere.open();
});

afterEach(() => here.close());

describe('who may ask', () => {
  it('nobody without a token', async () => {
    const response = await here.ask('/contracts');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="bank"');
    expect(await problem(response)).toMatchObject({ code: 'no-token', status: 401 });
  });

  it.each(['fbt_wrong', `fbt_${'A'.repeat(43)}`, 'x'])(
    'nobody with the token %s',
    async (token) => {
      const headers = { authorization: `Bearer ${token}` };
      expect(await problem(await here.ask('/contracts', { headers }))).toMatchObject({
        code: 'token-wrong',
      });
    },
  );

  it('who tries tokens is told to wait', async () => {
    const headers = { authorization: `Bearer fbt_${'A'.repeat(43)}` };
    const codes = new Set<string>();
    for (let i = 0; i < 30; i++) {
      codes.add((await problem(await here.ask('/contracts', { headers }))).code);
    }
    expect([...codes]).toEqual(['token-wrong', 'too-many-requests']);
    expect((await here.get('auditor', '/contracts')).status).toBe(200);
  });

  it('a token that was revoked lets nobody in', async () => {
    expect(await here.tokens.revoke({ kind: 'system', name: 'test' }, 'auditor')).toBe(true);
    expect(await problem(await here.get('auditor', '/contracts'))).toMatchObject({
      code: 'token-wrong',
    });
  });

  it.each([
    ['verifier', '/contracts'],
    ['verifier', '/events'],
    ['verifier', '/tokens'],
  ] as const)('a %s does not read %s', async (role, path) => {
    expect((await here.get(role, path)).status).toBe(403);
  });

  it.each([
    ['auditor', '/contracts', NEW_CONTRACT],
    ['auditor', '/tokens', { tokens: [tokenOf(FOB)] }],
    ['auditor', '/verify', asked('123456')],
    ['operator', '/verify', asked('123456')],
    ['verifier', '/calls', { serial: FOB, reason: 'loss' }],
  ] as const)('a %s does not post to %s', async (role, path, body) => {
    expect(await problem(await here.post(role, path, body))).toMatchObject({ code: 'role-wrong' });
  });

  it('the hash of a token is kept, not the token', async () => {
    const rows = await here.test.bank.database.read.selectFrom('api_token').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('fbt_');
  });

  it('a token has a rate of its own', async () => {
    await here.close();
    here = await ApiHere.open({ caller: { burst: 2, perSecond: 0.1 } });
    await here.get('auditor', '/contracts');
    await here.get('auditor', '/contracts');
    const response = await here.get('auditor', '/contracts');
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await problem(response)).toMatchObject({ status: 429, retryAfter: 10 });
    expect((await here.get('operator', '/contracts')).status).toBe(200);
  });
});

describe('codes', () => {
  it('a right code is accepted, with its serial, and then used', async () => {
    await registered(here);
    const code = codeAt(seedOf(FOB), here.test.clock.ms);
    const response = await here.post('verifier', '/verify', asked(code));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ serial: FOB, sentence: { id: 'code-accepted' } });
    expect(await problem(await here.post('verifier', '/verify', asked(code)))).toMatchObject({
      code: 'code-used',
      status: 403,
    });
  });

  it('a wrong code, a user who is none and one without settings are refused alike', async () => {
    await registered(here);
    const code = wrongCode(seedOf(FOB), here.test.clock.ms);
    const wrong = await problem(await here.post('verifier', '/verify', asked(code)));
    await opened(here.test.bank, { ...NEW_CONTRACT, contractId: '234567' });
    for (const whom of [
      { contractId: '999999', userId: 'nobody' },
      { contractId: '234567', userId: 'tanaka' },
    ]) {
      const other = await problem(await here.post('verifier', '/verify', { ...whom, code }));
      expect({ ...other, requestId: '' }).toEqual({ ...wrong, requestId: '' });
    }
    expect(wrong.sentence).toEqual({
      ja: 'ワンタイムパスワードに誤りがあります。',
      en: 'The one-time password is wrong.',
    });
  });

  it('wrong codes lock, and a right one is not looked at then', async () => {
    await registered(here);
    const { bank, clock } = here.test;
    const code = wrongCode(seedOf(FOB), clock.ms);
    for (let i = 0; i < bank.policy.lockAfter; i++)
      await here.post('verifier', '/verify', asked(code));
    const right = codeAt(seedOf(FOB), clock.ms);
    expect(await problem(await here.post('verifier', '/verify', asked(right)))).toMatchObject({
      code: 'code-wrong',
    });
    const events = await bank.events.after(OPERATOR, 0);
    expect(events.at(-1)?.facts).toMatchObject({ why: 'suspended' });
  });
});

describe('the desk', () => {
  it('brings a fob from the factory into the customer’s hands', async () => {
    const steps = [
      await here.post('operator', '/contracts', NEW_CONTRACT),
      await here.post('operator', '/tokens', { tokens: [tokenOf(FOB)] }),
      await here.post('operator', '/forms', {
        kind: 'token-application',
        formNumber: 'A-1',
        contractId: CONTRACT,
      }),
      await here.post('operator', `/tokens/${FOB}/dispatch`),
      await here.post('operator', `/tokens/${FOB}/arrive`),
    ];
    expect(steps.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200]);
    expect(await (await here.get('auditor', `/tokens/${FOB}`)).json()).toMatchObject({
      state: 'delivered',
      contractId: CONTRACT,
    });
  });

  it('opens no contract twice', async () => {
    await here.post('operator', '/contracts', NEW_CONTRACT);
    expect(await problem(await here.post('operator', '/contracts', NEW_CONTRACT))).toMatchObject({
      code: 'contract-exists',
      status: 409,
    });
  });

  it('lists contracts page by page', async () => {
    for (const contractId of ['222222', '111111', '333333']) {
      await here.post('operator', '/contracts', { ...NEW_CONTRACT, contractId });
    }
    const page = async (query: string): Promise<unknown> =>
      (await here.get('auditor', `/contracts?${query}`)).json();
    expect(await page('most=2')).toMatchObject({
      contracts: [{ contractId: '111111' }, { contractId: '222222' }],
      next: '222222',
    });
    const last = await page('most=2&after=222222');
    expect(last).toMatchObject({ contracts: [{ contractId: '333333' }] });
    expect(last).not.toHaveProperty('next');
    for (const query of ['most=0', 'most=501', 'after=x']) {
      expect(await problem(await here.get('auditor', `/contracts?${query}`))).toMatchObject({
        status: 400,
      });
    }
  });

  it('tells each token of an import that cannot be had, and takes none', async () => {
    const tokens = [tokenOf(FOB), tokenOf(FOB)];
    const refused = await problem(await here.post('operator', '/tokens', { tokens }));
    expect(refused.code).toBe('import-refused');
    expect(refused.faults?.[0]).toMatchObject({ serial: FOB });
    expect(await (await here.get('operator', '/tokens')).json()).toEqual({ tokens: [] });
  });

  it('stops a token by a call, and its code is refused', async () => {
    await registered(here);
    await here.post('operator', '/calls', { serial: FOB, reason: 'theft' });
    const code = codeAt(seedOf(FOB), here.test.clock.ms);
    expect(await problem(await here.post('verifier', '/verify', asked(code)))).toMatchObject({
      code: 'code-wrong',
    });
  });

  it.each(['/tokens/NOSUCH01', '/contracts/999999'])('tells that there is no %s', async (path) => {
    expect((await problem(await here.get('operator', path))).status).toBe(404);
  });
});

describe('what is not in its form', () => {
  it.each([
    ['no JSON', '{', 'malformed'],
    ['a field too many', { ...asked('1'), admin: true }, 'malformed'],
    ['no code', { contractId: CONTRACT, userId: 'tanaka' }, 'malformed'],
    ['a code of any length', asked('1'.repeat(65)), 'malformed'],
    ['a list', [], 'malformed'],
    ['null', 'null', 'malformed'],
  ])('%s', async (_what, body, code) => {
    expect(await problem(await here.post('verifier', '/verify', body))).toMatchObject({ code });
  });

  it('JSON that is broken is told by its place, never by what stands there', async () => {
    const body = '{"code":"623641",\n "userId": himitsu}';
    const response = await here.post('verifier', '/verify', body);
    const text = await response.clone().text();
    expect(text).not.toMatch(/himitsu|623641/);
    expect(await problem(response)).toMatchObject({
      code: 'malformed',
      status: 400,
      faults: [{ field: '', message: 'is no JSON at line 2, column 12' }],
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', undefined])(
    'JSON that is called %s is not read',
    async (type) => {
      const response = await here.ask('/verify', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${here.bearer('verifier')}`,
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        body: new TextEncoder().encode(JSON.stringify(asked('123456'))),
      });
      expect(await problem(response)).toMatchObject({ code: 'not-json', status: 415 });
    },
  );

  it('is told by its field, never by what came', async () => {
    const seed = 'c0ffee-no-seed';
    const tokens = [{ ...tokenOf(FOB), seed }];
    const response = await here.post('operator', '/tokens', { tokens });
    const text = await response.clone().text();
    expect(text).not.toContain(seed);
    expect((await problem(response)).faults?.[0]?.field).toBe('tokens.0.seed');
  });

  it('a body of a megabyte is not read', async () => {
    const response = await here.post('verifier', '/verify', asked('1'.repeat(1 << 20)));
    expect(await problem(response)).toMatchObject({ code: 'too-large', status: 413 });
  });

  it('a query that is none', async () => {
    expect((await here.get('operator', '/tokens/ending?withinDays=0')).status).toBe(400);
    expect((await here.get('operator', '/events?after=-1')).status).toBe(400);
    expect((await here.get('operator', '/tokens?all=1')).status).toBe(400);
  });
});
