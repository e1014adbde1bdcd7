import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FobDevice } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { LinkType, readPcapng, type ReadCapture } from '@fobkit/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DISSECTOR } from '../../support/dissector-tables.ts';
import { tsharkFields, tsharkReason, withoutTshark } from '../../support/tshark.ts';
import { UsbipComputer, usbipChannels } from '../../support/usb/usbip-link.ts';
import { FobShell, RFC_URI, type Up } from './support/run-fob.ts';

const shell = new FobShell({ here: true });
let plugTrace: string;
let up: Up;
let file: string;
let count = 0;

beforeAll(async () => {
  plugTrace = join(shell.folder, 'plug.pcapng');
  up = await shell.json<Up>(['sim', 'up', '--trace', 'plug.pcapng', '--pty', '--tcp']);
});
afterAll(() => shell.close());

beforeEach(() => {
  file = join(shell.folder, `trace-${String(++count)}.pcapng`);
});

function read(path: string): ReadCapture {
  return readPcapng(readFileSync(path));
}

function messagesOf(path: string): readonly string[] {
  const options = ['-X', `lua_script:${DISSECTOR}`, '-2'];
  return tsharkFields(readFileSync(path), ['_ws.col.Info'], ...options).map(([info = '']) => info);
}

const device = (): readonly string[] => ['--device', up.links[0] ?? ''];

describe('--trace of a command', () => {
  it.skipIf(withoutTshark)(
    `is what tshark reads by the names of commands${tsharkReason}`,
    async () => {
      const ended = await shell.run(['wink', ...device(), '--trace', file]);
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      expect(messagesOf(file)).toEqual([
        'link opened',
        'GetInfo request',
        'GetInfo reply: ok',
        'GetInfo request',
        'GetInfo reply: ok',
        'Wink request',
        'Wink reply: ok',
        'link closed',
      ]);
      expect(read(file).interfaces).toMatchObject([
        { linkType: LinkType.RtacSerial, name: up.links[0] },
      ]);
    },
  );

  it('continues a capture that is there', async () => {
    for (let i = 0; i < 2; i++) await shell.json(['info', ...device(), '--trace', file]);
    expect(read(file).interfaces).toHaveLength(2);
  });

  it('continues one that was cut off, and says so', async () => {
    await shell.json(['info', ...device(), '--trace', file]);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, -3));
    const ended = await shell.run(['info', ...device(), '--trace', file]);
    expect(ended.status).toBe(0);
    expect(ended.stderr).toMatch(
      /ended in \d+ bytes of a torn packet at byte \d+, which were cut off/,
    );
    expect(read(file).torn).toBeUndefined();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('waits for a reader of a named pipe until %s', async (signal, status) => {
    const pipe = join(shell.folder, `pipe-${signal}`);
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const ended = await shell.run(['info', ...device(), '--trace', pipe], {
      interruptAfter: { stream: 'stderr', signal },
    });
    expect(ended).toMatchObject({ status, stderr: `fob waits for a reader of ${pipe}\n` });
  });

  it('is closed when the command fails', async () => {
    const ended = await shell.run(['code', ...device(), '--trace', file]);
    expect(ended.status).toBe(1);
    expect(read(file).packets.at(-1)?.comment).toBe('closed');
  });

  it.each([
    [
      'something else',
      () => writeFileSync(file, 'not a capture at all'),
      /no capture that could be continued/,
    ],
    [
      'in no folder',
      () => (file = join(shell.folder, 'none', 'a.pcapng')),
      /cannot be written \(ENOENT\)/,
    ],
  ])('refuses a file that is %s', async (_, make, says) => {
    make();
    const ended = await shell.run(['info', ...device(), '--trace', file]);
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringMatching(says) as unknown });
  });

  it('tells when the capture could not be written whole', async () => {
    const ended = await shell.run(['info', ...device(), '--trace', '/dev/full']);
    expect(ended.stderr).toContain('/dev/full is not whole (ENOSPC)');
    expect(ended).toMatchObject({ status: 3 });
    expect(ended.stdout).toContain(up.deviceId);
  });

  it('does not capture a token whose secrets travel in the clear', async () => {
    const ended = await shell.run(['info', '--device', 'nitrokey:1', '--trace', file]);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain("--trace captures fobs of fobkit's protocol alone");
  });
});

describe('--trace of fob sim up', () => {
  it('holds what passes each plug', async () => {
    for (const link of up.links) await shell.json(['info', '--device', link]);
    const { interfaces, packets } = read(plugTrace);
    expect(interfaces.map(({ name }) => name)).toEqual([
      `sim:${up.deviceId} pty`,
      `sim:${up.deviceId} tcp`,
    ]);
    const busy = new Set(
      packets.filter(({ data }) => data.length > 12).map(({ from }) => from.index),
    );
    expect([...busy].sort()).toEqual([0, 1]);
  });

  it.skipIf(withoutTshark)(
    `holds the transfers of USB, which tshark reads${tsharkReason}`,
    async () => {
      const trace = join(shell.folder, 'usb.pcapng');
      const words = ['sim', 'up', '--usbip', '127.0.0.1:0', '--trace', 'usb.pcapng'];
      const { deviceId, usb } = await shell.json<Up & { readonly usb: readonly string[] }>(words);
      const computer = new UsbipComputer(usb[0] ?? '');
      for (const channel of ['hid', 'serial', 'webUsb'] as const) {
        const fob = await FobDevice.connect(computer.link(usbipChannels[channel]), nodeEnv);
        await fob.wink();
        await fob.close();
      }
      await computer.detach();
      await shell.run(['sim', 'down', '--id', deviceId]);
      const infos = messagesOf(trace);
      for (const said of [
        'GetInfo request',
        'GetInfo reply: ok',
        'Wink request',
        'Wink reply: ok',
      ]) {
        expect(infos.filter((info) => info.includes(said))).toHaveLength(3);
      }
      expect(infos).toContain('HID Init reply');
      expect(read(trace).interfaces[0]?.name).toBe(`sim:${deviceId} usbip`);
    },
  );

  it('is read up to the moment when its process was killed', async () => {
    const killed = await shell.json<Up>(['sim', 'up', '--tcp', '--trace', 'killed.pcapng']);
    await shell.json(['info', '--device', killed.links[0] ?? '']);
    process.kill(killed.pid, 'SIGKILL');
    const { packets } = read(join(shell.folder, 'killed.pcapng'));
    // The cable went in, then two requests with their replies.
    expect(packets).toHaveLength(5);
    await shell.run(['sim', 'down', '--id', killed.deviceId]);
  });

  it('says why the fob does not come up when the file cannot be written', async () => {
    const ended = await shell.run(['sim', 'up', '--trace', join(shell.folder, 'none', 'a.pcapng')]);
    expect(ended.status).toBe(3);
    expect(ended.stderr).toMatch(/cannot be written \(ENOENT\)/);
  });
});

it('a whole story of a production fob leaves no code and no seed in a capture', async () => {
  const provision = [
    'provision',
    ...device(),
    '--serial',
    'SKTH00000017',
    '--purpose',
    'production',
  ];
  await shell.json([...provision, '--uri', '-', '--trace', file], { stdin: RFC_URI });
  await shell.run(['sim', 'press', '--id', up.deviceId]);
  const { code } = await shell.json<{ code: string }>(['code', ...device(), '--trace', file]);
  expect(code).toMatch(/^\d{6}$/);
  for (const path of [file, plugTrace]) {
    const text = readFileSync(path, 'latin1');
    expect(text).toContain('******');
    expect(text).not.toContain(code);
    expect(text).not.toContain('12345678901234567890');
  }
});
