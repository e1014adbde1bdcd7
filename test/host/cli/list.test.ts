import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
let up: Up;
beforeAll(async () => {
  up = await shell.json<Up>(['sim', 'up']);
});
afterAll(() => shell.close());

describe('fob list', () => {
  it('shows a fob with two addresses once, with both', async () => {
    const words = ['sim', 'up', '--pty', '--tcp', '--device-id', 'ab00000000000001'];
    const { deviceId, links } = await shell.json<Up>(words);
    const found = await shell.json<readonly Record<string, unknown>[]>(['list']);
    expect(found.filter((one) => one['deviceId'] === deviceId)).toMatchObject([{ links }]);
    const text = (await shell.run(['list'])).stdout;
    expect(text).toMatch(new RegExp(`^${deviceId} .* ${links.join(' ')}$`, 'm'));
    await shell.run(['sim', 'down', '--id', deviceId]);
  });

  it('--watch tells who is there, who comes and who goes', async () => {
    const other = 'ab00000000000002';
    const started: Promise<unknown>[] = [];
    const { stdout, status } = await shell.run(['list', '--watch', '--json', '--count', '3'], {
      onOutput: (text) => {
        if (text.includes(up.deviceId) && started.length === 0) {
          started.push(shell.run(['sim', 'up', '--device-id', other]));
        } else if (text.includes(`"arrived","deviceId":"${other}"`)) {
          started.push(shell.run(['sim', 'down', '--id', other]));
        }
      },
    });
    await Promise.all(started);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(events).toMatchObject([
      { event: 'arrived', deviceId: up.deviceId, links: up.links },
      { event: 'arrived', deviceId: other },
      { event: 'left', deviceId: other },
    ]);
    expect(status).toBe(0);
  });

  it.each([
    ['an address', ['tcp:127.0.0.1:1']],
    ['--all', ['--all']],
  ])('--watch with %s is wrong use', async (_, words) => {
    expect((await shell.run(['list', '--watch', ...words])).status).toBe(2);
  });
});
