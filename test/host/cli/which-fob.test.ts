import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobShell, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
let up: Up;
beforeAll(async () => {
  [up] = await shell.json<[Up, Up]>(['sim', 'up', '--count', '2']);
});
afterAll(() => shell.close());

const wire = ['info', '--json'];
const rig = ['sim', 'set', '--temperature', '20', '--json'];

async function deviceIdBy(words: readonly string[]): Promise<string> {
  const ended = await shell.run(words);
  expect(ended.stderr).toBe('');
  return (JSON.parse(ended.stdout) as { deviceId: string }).deviceId;
}

describe.each([
  ['a command that talks to a fob', wire],
  ['a command of fob sim', rig],
])('%s', (_, words) => {
  it('takes --id and --device, with sim: or a link', async () => {
    const { deviceId, links } = up;
    expect(await deviceIdBy([...words, '--id', deviceId])).toBe(deviceId);
    expect(await deviceIdBy([...words, '--id', `sim:${deviceId.toUpperCase()}`])).toBe(deviceId);
    expect(await deviceIdBy([...words, '--device', `sim:${deviceId}`])).toBe(deviceId);
    expect(await deviceIdBy([...words, '--device', links[0] ?? ''])).toBe(deviceId);
    expect(await deviceIdBy([...words, '--device', deviceId.toUpperCase()])).toBe(deviceId);
  });

  it('says which device id is nowhere', async () => {
    const { status, stderr } = await shell.run([...words, '--id', '0000000000000000']);
    expect(stderr).toMatch(/^fob: .*0{16}.*\n$/);
    expect(stderr).toMatch(/fob (sim )?list tells those that are/);
    expect(status).toBe(3);
  });

  it('refuses two fobs', async () => {
    const both = ['--id', up.deviceId, '--device', up.links[0] ?? ''];
    expect((await shell.run([...words, ...both])).status).toBe(2);
  });

  it('tells device id and profile of each where there are several', async () => {
    const { status, stderr } = await shell.run(words);
    expect(stderr).toContain(`${up.deviceId} (generic`);
    expect(status).toBe(3);
  });
});

it('where there are several, a link is told with its fob', async () => {
  await shell.run(
    ['provision', '--serial', 'S-1', '--purpose', 'test', '--seed-file', '-', '--id', up.deviceId],
    { stdin: '31323334353637383930313233343536' },
  );
  const { stderr } = await shell.run(wire);
  expect(stderr).toContain(`${up.links[0] ?? ''}, ${up.deviceId} (generic, S-1)`);
});

it('tcp:// is told how it is written', async () => {
  const { status, stderr } = await shell.run(['info', '-d', 'tcp://127.0.0.1:4000']);
  expect(stderr).toContain('write tcp:HOST:PORT');
  expect(status).toBe(2);
});
