import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeClock, nodeEnv } from '@fobkit/client/node';
import { readKeyFile } from '@fobkit/store';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { Clerks } from '../../../../host/bank/store/clerks.ts';
import { openBank } from '../../../../host/bank/store/open-bank.ts';
import { CONTRACT, opened, OPERATOR, USER_PASSWORD } from '../../bank/store/support.ts';
import { BankHere, type ToldBank } from './support/bank-here.ts';
import { freePort, hasNginx, type Nginx, startNginx } from './support/nginx.ts';
import { type Answer, VisitorFrom } from './support/visitor-from.ts';

// Under CI nothing may be skipped: there these run, and fail, without nginx too.
const skipped = !hasNginx && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install nginx)' : '';
if (skipped) console.warn(`a bank behind nginx${reason}`);

const CLERK = { operator: 'sato', password: 'madoguchi-2026' };
const TANAKA = { contractId: CONTRACT, userId: 'tanaka', password: USER_PASSWORD };

describe.skipIf(skipped)(`a bank behind nginx, by the block of docs/bank/proxy.md${reason}`, () => {
  let here: BankHere;
  let nginx: Nginx;
  let told: ToldBank;
  let origin: string;
  const visitors: VisitorFrom[] = [];

  beforeAll(async () => {
    here = new BankHere();
    const port = await freePort();
    origin = `https://bank.example:${String(port)}`;
    const trusted = ['--trusted-proxy', '127.0.0.1'];
    ({ told } = await here.start('up', '--public-url', origin, ...trusted));
    await fill(told);
    nginx = await startNginx(here.folder, port, told.listens ?? '');
  });
  afterAll(async () => {
    await nginx.end();
    await here.close();
  });
  afterEach(() => {
    for (const visitor of visitors.splice(0)) visitor.leave();
  });

  function from(address: string): VisitorFrom {
    const visitor = new VisitorFrom(origin, address, nginx.certificate);
    visitors.push(visitor);
    return visitor;
  }

  it('a user logs in, and every step leads on within the public address', async () => {
    const visitor = from('127.0.0.2');
    const outside = await visitor.get('/user');
    expect([outside.status, whereTo(outside.headers, origin)]).toEqual([303, `${origin}/login`]);
    const login = await visitor.send('/login', TANAKA);
    expect([login.status, whereTo(login.headers, origin)]).toEqual([303, `${origin}/user`]);
    const home = await visitor.get('/user');
    expect(home.text).toContain('田中');
    expect(home.text).not.toContain('127.0.0.1');
  });

  it('a form of another origin is refused, of the bank’s own address behind the proxy too', async () => {
    for (const foreign of ['https://evil.example', told.listens ?? '']) {
      const login = await from('127.0.0.3').send('/login', TANAKA, { origin: foreign });
      expect(login.status).toBe(403);
    }
  });

  it('another name is refused', async () => {
    const visitor = from('127.0.0.4');
    expect((await visitor.get('/login', { host: 'evil.example' })).status).toBe(421);
    expect((await visitor.get('/login')).status).toBe(200);
  });

  it('each visitor is counted for himself, whatever addresses he says to come for', async () => {
    const [busy, quiet] = [from('127.0.0.5'), from('127.0.0.6')];
    let forged = 0;
    const post = async (visitor: VisitorFrom): Promise<number> => {
      const headers = { 'x-forwarded-for': `203.0.113.${String(forged++ % 250)}` };
      const answer = await visitor.open('/language', headers, '');
      answer.resume();
      return answer.statusCode ?? 0;
    };
    await untilTooMany(() => post(busy));
    expect(await post(quiet)).toBe(415);
  });

  it('who comes to the bank past the proxy is not believed', async () => {
    let forged = 0;
    await untilTooMany(() =>
      postPast(told.listens ?? '', '127.0.0.7', `203.0.113.${String(forged++ % 250)}`),
    );
  });

  it.each(['/api/v1/events/stream', '/desk/events/stream?after=0'])(
    'what happens is told at once by %s',
    async (path) => {
      const visitor = from('127.0.0.8');
      const headers: Record<string, string> = {};
      if (path.startsWith('/desk')) await visitor.send('/desk/login', CLERK);
      else {
        const added = await here.json('token', 'add', 'watch', '--role', 'auditor');
        headers['authorization'] = `Bearer ${(added as { readonly token: string }).token}`;
      }
      const stream = await visitor.open(path, { accept: 'text/event-stream', ...headers });
      expect(stream.headers['content-type']).toBe('text/event-stream');
      stream.setEncoding('utf8');
      let heard = '';
      let hasLoggedIn = false;
      for await (const text of stream) {
        heard += String(text);
        if (!hasLoggedIn) await from('127.0.0.9').send('/login', { ...TANAKA, userId: 'suzuki' });
        hasLoggedIn = true;
        if (heard.includes('suzuki')) break;
      }
      expect(heard).toContain('suzuki');
    },
  );
});

/** A contract with its users, and a clerk. */
async function fill({ database, keyFile }: ToldBank): Promise<void> {
  const bank = await openBank({
    address: database,
    key: readKeyFile(keyFile),
    clock: nodeClock,
    randomBytes: (length) => nodeEnv.randomBytes(length),
    settings: { bankCode: '1303', policy: asahi1303 },
  });
  await opened(bank);
  await new Clerks(bank).add(OPERATOR, CLERK.operator, CLERK.password);
  await bank.close();
}

function whereTo({ location = '' }: Answer['headers'], origin: string): string {
  return new URL(location, origin).href;
}

/** An address may send a hundred forms at once and ten a second; more than these it must be. */
async function untilTooMany(post: () => Promise<number>): Promise<void> {
  for (let sent = 0; sent < 2_000; sent += 50) {
    const all = await Promise.all(Array.from({ length: 50 }, post));
    if (all.includes(429)) return;
  }
  throw new Error('nobody was told that these are too many');
}

/** An empty form to the bank itself. */
async function postPast(bank: string, localAddress: string, forwarded: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'x-forwarded-for': forwarded };
  request(`${bank}/language`, { method: 'POST', headers, localAddress }, (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  })
    .on('error', reject)
    .end();
  return await promise;
}
