import { execFile, spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { type RadiusServer, startRadius } from '../../../../host/bank/radius/radius-server.ts';
import { SHARED } from './support/hand-made.ts';
import { clients, ToyBank } from './support/toy-bank.ts';

const installed = spawnSync('radclient', ['-v']).status === 0;
// Under CI nothing may be skipped: there these run, and fail, without radclient too.
const skipped = !installed && process.env['CI'] === undefined;
const reason = skipped ? ' (SKIPPED: apt-get install freeradius-utils)' : '';
if (skipped) console.warn(`radius by freeradius-utils${reason}`);

let server: RadiusServer;
beforeEach(async () => {
  server = await startRadius({ bank: new ToyBank(), clients: clients(), clock: nodeClock });
});
afterEach(() => server.close());

interface Ran {
  readonly status: number;
  readonly output: string;
}

function run(program: string, args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 20_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, output: `${stdout}${stderr}` });
    });
    child.stdin?.end(input);
  });
}

/** One try, given up after half a second: what is dropped is not answered however often it comes. */
const radclient = (attributes: string, command = 'auth', secret = String(SHARED)): Promise<Ran> =>
  run(
    'radclient',
    ['-x', '-r', '1', '-t', '0.5', `127.0.0.1:${server.port}`, command, secret],
    `${attributes}\n`,
  );
const asking = (user: string, password: string, more = ''): string =>
  `User-Name = "${user}", User-Password = "${password}", Message-Authenticator = 0x00${more}`;
const radtest = (password: string): Promise<Ran> =>
  run('radtest', ['tanaka', password, `127.0.0.1:${server.port}`, '1', String(SHARED)]);

describe.skipIf(skipped)(`radtest and radclient of FreeRADIUS${reason}`, () => {
  it('radtest: a right code is accepted', async () => {
    const { status, output } = await radtest('123456');
    expect(output).toContain('Received Access-Accept');
    expect(status).toBe(0);
  });

  it('radtest: a wrong code is refused', async () => {
    const { status, output } = await radtest('000000');
    expect(output).toContain('Received Access-Reject');
    expect(status).toBe(1);
  });

  it('every reply is verified by radclient and begins with Message-Authenticator', async () => {
    const { output } = await radclient(asking('tanaka', '123456', ', Proxy-State = 0x0102'));
    expect(output).toMatch(
      /Received Access-Accept[^\n]*\n\s*Message-Authenticator = 0x[0-9a-f]{32}\n\s*Proxy-State = 0x0102/,
    );
  });

  it('another secret gets no answer', async () => {
    const { status, output } = await radclient(
      asking('tanaka', '123456'),
      'auth',
      'not our secret 1',
    );
    expect(output).toContain('No reply from server');
    expect(status).toBe(1);
    expect(server.counters.dropped['wrong-message-authenticator']).toBe(1);
  });

  it('a request without Message-Authenticator gets no answer', async () => {
    const { output } = await radclient('User-Name = "tanaka", User-Password = "123456"');
    expect(output).toContain('No reply from server');
    expect(server.counters.dropped['no-message-authenticator']).toBe(1);
    expect(server.counters.answered.accept).toBe(0);
  });

  it('a challenge is answered by the next code and its State', async () => {
    const first = await radclient(asking('tanaka', '111111'));
    expect(first.output).toContain('Received Access-Challenge');
    expect(first.output).toContain('Reply-Message = "Now enter the one-time password');
    const state = /State = (0x[0-9a-f]+)/.exec(first.output)?.[1] ?? '';
    const second = await radclient(asking('tanaka', '222222', `, State = ${state}`));
    expect(second.output).toContain('Received Access-Accept');
  });

  it('CHAP is refused', async () => {
    const { output } = await radclient(
      'User-Name = "tanaka", CHAP-Password = "123456", Message-Authenticator = 0x00',
    );
    expect(output).toContain('Received Access-Reject');
    expect(output).toContain('use PAP');
  });

  it('Status-Server is answered', async () => {
    const { status, output } = await radclient('Message-Authenticator = 0x00', 'status');
    expect(output).toContain('Received Access-Accept');
    expect(status).toBe(0);
  });
});
