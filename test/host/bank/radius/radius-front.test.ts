import { Secret } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';
import { RadiusClients } from '../../../../host/bank/radius/clients.ts';
import { RadiusFront, type RadiusFrontOptions } from '../../../../host/bank/radius/radius-front.ts';
import { answer, attribute, pap, request, SHARED, type Wanted } from './support/hand-made.ts';
import { clients, ToyBank } from './support/toy-bank.ts';

const AT = { address: '127.0.0.1', port: 40_000 };
const RIGHT = { user: 'tanaka', password: '123456' };
const [ACCEPT, REJECT, CHALLENGE] = [2, 3, 11];

function setUp(options: Partial<RadiusFrontOptions> = {}) {
  const bank = new ToyBank();
  const clock = new SimulatedClock();
  const front = new RadiusFront({ bank, clock, clients: clients(), ...options });
  const ask = async (wanted: Wanted) => {
    const asked = request(wanted);
    const reply = await front.answer(asked, AT);
    return reply === undefined ? undefined : answer(reply, asked);
  };
  return { bank, clock, front, ask };
}

describe('RADIUS: what the code decides', () => {
  it('a right code is accepted, signed first by Message-Authenticator', async () => {
    const { ask } = setUp();
    expect(await ask({ ...RIGHT, identifier: 201 })).toEqual(
      expect.objectContaining({ code: ACCEPT, identifier: 201, types: [80] }),
    );
  });

  it('a wrong code and an unknown user are refused by the same reply', async () => {
    const { ask } = setUp();
    const wrong = await ask({ ...RIGHT, password: '654321' });
    const unknown = await ask({ ...RIGHT, user: 'nobody' });
    expect(wrong).toMatchObject({ code: REJECT, types: [80] });
    expect(unknown?.types).toEqual(wrong?.types);
  });

  it('Proxy-State goes back unchanged and in order', async () => {
    const { ask } = setUp();
    const got = await ask({ ...RIGHT, more: [attribute(33, 'one'), attribute(33, 'two')] });
    expect(got?.types).toEqual([80, 33, 33]);
    expect(got?.values.slice(1).map(String)).toEqual(['one', 'two']);
  });

  it('a password longer than a block is read whole', async () => {
    const { ask, bank } = setUp();
    await ask({ ...RIGHT, password: 'x'.repeat(40) });
    expect(bank.asked[0]?.code).toBe('x'.repeat(40));
  });

  it('attributes of vendors, whatever their form, do not matter', async () => {
    const { ask } = setUp();
    const odd = Buffer.from([0, 0, 1, 173, 9, 0, 0]);
    expect(await ask({ ...RIGHT, more: [attribute(26, odd)] })).toMatchObject({ code: ACCEPT });
  });

  it('password and code are split where the client sends both', async () => {
    const { ask, bank } = setUp({ clients: clients({ fields: 'password+code' }) });
    expect(await ask({ ...RIGHT, password: 'hiroko123456' })).toMatchObject({ code: ACCEPT });
    expect(bank.asked).toEqual([
      { user: 'tanaka', password: 'hiroko', code: '123456', continued: false, client: 'vpn' },
    ]);
  });
});

describe('RADIUS: a challenge asks for the next code', () => {
  const first = { user: 'tanaka', password: '111111' };

  it('the next code with its State is accepted', async () => {
    const { ask } = setUp();
    const asked = await ask(first);
    expect(asked).toMatchObject({ code: CHALLENGE, types: [80, 18, 24] });
    expect(String(asked?.values[1])).toBe('Now enter the one-time password that is shown next.');
    const state = attribute(24, asked?.values[2] ?? '');
    expect(await ask({ user: 'tanaka', password: '222222', more: [state] })).toMatchObject({
      code: ACCEPT,
    });
  });

  it('the answer is a code alone, even where the first step had a password', async () => {
    const { ask, bank } = setUp({ clients: clients({ fields: 'password+code' }) });
    const asked = await ask({ user: 'tanaka', password: 'hiroko111111' });
    const state = attribute(24, asked?.values[2] ?? '');
    await ask({ user: 'tanaka', password: '222222', more: [state] });
    expect(bank.asked[1]).toEqual({
      user: 'tanaka',
      code: '222222',
      continued: true,
      client: 'vpn',
    });
  });

  it.each([
    ['once', 0, 'tanaka', 2],
    ['for two minutes', 120_000, 'tanaka', 1],
    ['for its user', 0, 'suzuki', 1],
  ])('a State counts %s', async (_rule, waitMs, user, times) => {
    const { ask, bank, clock } = setUp();
    const asked = await ask(first);
    const more = [attribute(24, asked?.values[2] ?? '')];
    await clock.advance(waitMs);
    let last: Awaited<ReturnType<typeof ask>>;
    for (let i = 0; i < times; i++) last = await ask({ user, password: '222222', more });
    expect(last).toMatchObject({ code: REJECT });
    expect(bank.asked).toHaveLength(times);
  });

  it('a State counts for the client that it was given to, and no other', async () => {
    const gateway = { fields: 'code', codeDigits: 6, language: 'en' } as const;
    const two = ['127.0.0.1', '127.0.0.2'].map((address) => {
      return { ...gateway, address, name: address, secret: new Secret(SHARED) };
    });
    const { ask, front, bank } = setUp({ clients: new RadiusClients(two) });
    const asked = await ask(first);
    const more = [attribute(24, asked?.values[2] ?? '')];
    const stolen = request({ user: 'tanaka', password: '222222', more });
    const reply = await front.answer(stolen, { ...AT, address: '127.0.0.2' });
    expect(reply?.[0]).toBe(REJECT);
    expect(bank.asked).toHaveLength(1);
  });

  it('is in Japanese for a client that wants it', async () => {
    const { ask } = setUp({ clients: clients({ language: 'ja' }) });
    const asked = await ask(first);
    expect(String(asked?.values[1])).toContain('ワンタイムパスワードを入力してください');
  });
});

describe('RADIUS: what gets no answer, and is counted', () => {
  it.each([
    ['no-message-authenticator', { messageAuthenticator: 'none' }],
    ['wrong-message-authenticator', { messageAuthenticator: 'wrong' }],
    ['wrong-message-authenticator', { messageAuthenticator: 'twice' }],
    ['wrong-message-authenticator', { secret: Buffer.from('some other secret') }],
    ['unsupported-code', { code: 4 }],
  ] as const)('%s', async (drop, wanted) => {
    const { ask, front, bank } = setUp();
    expect(await ask({ ...RIGHT, ...wanted })).toBeUndefined();
    expect(front.counters.dropped[drop]).toBe(1);
    expect(bank.asked).toEqual([]);
  });

  it('unknown-client', async () => {
    const { front } = setUp();
    expect(await front.answer(request(RIGHT), { address: '192.0.2.1', port: 1 })).toBeUndefined();
    expect(front.counters.dropped['unknown-client']).toBe(1);
  });

  it('Status-Server without Message-Authenticator (RFC 5997 §3)', async () => {
    const { ask, front } = setUp();
    expect(await ask({ code: 12, messageAuthenticator: 'none' })).toBeUndefined();
    expect(front.counters.dropped['no-message-authenticator']).toBe(1);
  });

  it('bank-failed: and the same request is judged again when the bank is back', async () => {
    const { front, bank } = setUp();
    const asked = request(RIGHT);
    bank.gone = true;
    expect(await front.answer(asked, AT)).toBeUndefined();
    bank.gone = false;
    const reply = await front.answer(asked, AT);
    expect(reply && answer(reply, asked).code).toBe(ACCEPT);
    expect(front.counters.dropped['bank-failed']).toBe(1);
  });

  it('rate: one source beyond its share, until time has passed', async () => {
    const { ask, clock, front } = setUp({ rate: { burst: 2, perSecond: 1 } });
    await ask(RIGHT);
    await ask(RIGHT);
    expect(await ask(RIGHT)).toBeUndefined();
    expect(front.counters.dropped.rate).toBe(1);
    await clock.advance(1000);
    expect(await ask(RIGHT)).toMatchObject({ code: ACCEPT });
  });

  it('datagrams that only bear the address of a client use up nothing of its share', async () => {
    const { ask, front } = setUp({ rate: { burst: 1, perSecond: 1 } });
    for (let at = 0; at < 5; at++) await ask({ ...RIGHT, messageAuthenticator: 'wrong' });
    expect(await ask(RIGHT)).toMatchObject({ code: ACCEPT });
    expect(front.counters.dropped['wrong-message-authenticator']).toBe(5);
  });
});

describe('RADIUS: a request that comes again', () => {
  it('gets the same bytes, and no code is judged twice', async () => {
    const { front, bank } = setUp();
    const asked = request(RIGHT);
    const once = await front.answer(asked, AT);
    expect(await front.answer(asked, AT)).toEqual(once);
    expect(bank.asked).toHaveLength(1);
    expect(front.counters.answered).toMatchObject({ accept: 1, repeated: 1 });
  });

  it('while the first is judged is dropped', async () => {
    const { front, bank } = setUp();
    const asked = request(RIGHT);
    const both = await Promise.all([front.answer(asked, AT), front.answer(asked, AT)]);
    expect(both.filter((reply) => reply !== undefined)).toHaveLength(1);
    expect(bank.asked).toHaveLength(1);
  });

  it('with another authenticator is a new one', async () => {
    const { ask, bank } = setUp();
    await ask(RIGHT);
    expect(await ask(RIGHT)).toMatchObject({ code: ACCEPT });
    expect(bank.asked).toHaveLength(2);
  });

  it.each([
    ['from another port', { ...AT, port: 40_001 }, 0],
    ['after 30 seconds', AT, 30_000],
    ['after a month', AT, 30 * 86_400_000],
    ['much later and from elsewhere', { ...AT, port: 40_001 }, 86_400_000],
  ])('%s was written down by somebody: replayed', async (_rule, from, waitMs) => {
    const { front, bank, clock, ask } = setUp();
    const asked = request(RIGHT);
    await front.answer(asked, AT);
    await clock.advance(waitMs);
    // Another request has taken the identifier.
    if (waitMs > 0) await ask(RIGHT);
    const before = bank.asked.length;
    for (let at = 0; at < 5; at++) expect(await front.answer(asked, from)).toBeUndefined();
    expect(bank.asked).toHaveLength(before);
    expect(front.counters.dropped.replayed).toBe(5);
  });

  it('a replay takes nothing from the request that has its identifier now', async () => {
    const { front, clock } = setUp();
    const [old, now] = [request(RIGHT), request(RIGHT)];
    await front.answer(old, AT);
    await clock.advance(30_000);
    const once = await front.answer(now, AT);
    await front.answer(old, AT);
    expect(await front.answer(now, AT)).toEqual(once);
  });

  it('Status-Server may come again as often as it likes', async () => {
    const { front, clock } = setUp();
    const asked = request({ code: 12 });
    await front.answer(asked, AT);
    await clock.advance(30_000);
    expect(await front.answer(asked, AT)).toBeDefined();
  });

  it('with its authenticator but other content does not get the first one’s answer', async () => {
    const { ask, bank } = setUp();
    const authenticator = Buffer.alloc(16, 1);
    await ask({ ...RIGHT, authenticator });
    expect(await ask({ user: 'suzuki', password: '1', authenticator })).toMatchObject({
      code: REJECT,
    });
    expect(bank.asked).toHaveLength(2);
  });
});

describe('RADIUS: methods that the bank cannot judge are refused plainly', () => {
  const authenticator = Buffer.alloc(16, 5);

  it('EAP, with EAP-Failure of its identifier', async () => {
    const { ask, bank } = setUp();
    const got = await ask({ user: 'tanaka', more: [attribute(79, Buffer.from([2, 42, 0, 4]))] });
    expect(got).toMatchObject({ code: REJECT, types: [80, 18, 79] });
    expect([...(got?.values[2] ?? [])]).toEqual([4, 42, 0, 4]);
    expect(bank.asked).toEqual([]);
  });

  it.each([
    ['CHAP', [attribute(3, Buffer.alloc(17))]],
    ['MS-CHAP', [attribute(26, Buffer.from([0, 0, 1, 55, 11, 3, 0]))]],
  ])('%s', async (_method, more) => {
    const { ask, bank } = setUp();
    const got = await ask({ user: 'tanaka', more });
    expect(got).toMatchObject({ code: REJECT, types: [80, 18] });
    expect(String(got?.values[1])).toBe('This method is not supported: use PAP.');
    expect(bank.asked).toEqual([]);
  });

  it.each<[string, Wanted]>([
    ['no name', { password: '123456' }],
    ['no password', { user: 'tanaka' }],
    ['two names', { ...RIGHT, more: [attribute(1, 'suzuki')] }],
    ['two passwords', { ...RIGHT, authenticator, more: [attribute(2, pap('1', authenticator))] }],
    ['a password of 15 bytes', { user: 'tanaka', more: [attribute(2, Buffer.alloc(15))] }],
    ['a password of 144 bytes', { user: 'tanaka', more: [attribute(2, Buffer.alloc(144))] }],
    ['a name with a line break', { ...RIGHT, user: 'tanaka\n' }],
  ])('%s', async (_what, wanted) => {
    const { ask, bank } = setUp();
    expect(await ask(wanted)).toMatchObject({ code: REJECT });
    expect(bank.asked).toEqual([]);
  });
});

describe('RADIUS: Status-Server', () => {
  it('is accepted and asks the bank nothing', async () => {
    const { ask, bank, front } = setUp();
    expect(await ask({ code: 12 })).toMatchObject({ code: ACCEPT, types: [80] });
    expect(bank.asked).toEqual([]);
    expect(front.counters.answered.status).toBe(1);
  });

  it('of RFC 5997 §6.1 is answered', async () => {
    const secret = Buffer.from('xyzzy5461');
    const { front } = setUp({ clients: clients({}, secret) });
    const asked = Buffer.from(
      '0cda00268a54f4686fb394c52866e302185d062350125a665e2e1e8411f3e243822097c84fa3',
      'hex',
    );
    const reply = await front.answer(asked, AT);
    expect(reply && answer(reply, asked, secret)).toMatchObject({ code: ACCEPT, identifier: 0xda });
  });
});
