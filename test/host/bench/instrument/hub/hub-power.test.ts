import { describe, expect, it } from 'vitest';
import { HubPower, type RunProgram } from '../../../../../host/bench/instrument/hub/hub-power.ts';
import { parseHubText } from '../../../../../host/bench/instrument/hub/hub-text.ts';

// Text of uhubctl 2.5.0, as its README and issues show it.

const CURRENT = `Current status for hub 1-1 [0bda:5411 Generic 4-Port USB 2.0 Hub, USB 2.10, 4 ports, ppps]
  Port 1: 0100 power
  Port 2: 0103 power enable connect [1209:0001 fobkit fob]
  Port 3: 0303 power lowspeed enable connect [1bcf:0005 USB Optical Mouse]
  Port 4: 0000 off
`;
const HEAD = CURRENT.split('\n')[0] ?? '';
const NEW = HEAD.replace('Current', 'New');
const ON = '  Port 2: 0103 power enable connect [1209:0001 fobkit fob]\n';
const OFF = '  Port 2: 0000 off\n';

/** A hub whose program says these things, one after the other. */
function hubThat(...says: readonly (string | Error)[]): { hub: HubPower; calls: string[][] } {
  const calls: string[][] = [];
  const left = [...says];
  const run: RunProgram = (program, args) => {
    calls.push([program, ...args]);
    const said = left.shift() ?? '';
    if (said instanceof Error) return Promise.reject(said);
    return Promise.resolve({ stdout: said, stderr: said === '' ? 'No compatible devices' : '' });
  };
  const place = { file: 'bench.yaml', line: 1, column: 1 };
  const config = { kind: 'usb-hub', name: 'hub1', place, location: '1-1', timeoutMs: 1 } as const;
  return { hub: new HubPower({ ...config, program: 'uhubctl' }, run), calls };
}

describe('what uhubctl prints', () => {
  it('is a hub with its ports', () => {
    const [hub] = parseHubText(CURRENT);
    expect(hub).toMatchObject({ when: 'Current', location: '1-1', switching: 'ppps' });
    expect(hub?.ports.map(({ port, power, connected }) => [port, power, connected])).toEqual([
      [1, true, false],
      [2, true, true],
      [3, true, true],
      [4, false, false],
    ]);
  });

  it('of a USB 3 hub is two', () => {
    const three = `Current status for hub 2-1 [0bda:0411 Hub, USB 3.20, 4 ports, ppps]\n  Port 2: 02a0 power 5gbps Rx.Detect\n`;
    expect(parseHubText(CURRENT + three).map(({ location }) => location)).toEqual(['1-1', '2-1']);
    expect(parseHubText(three)[0]?.ports[0]).toMatchObject({ power: true, connected: false });
  });

  it('may be anything, and is then no hub', () => {
    expect(parseHubText('  Port 1: 0100 power\nUsage: uhubctl')).toEqual([]);
    expect(parseHubText('x'.repeat(100_000))).toEqual([]);
  });
});

describe('a hub port', () => {
  it('is switched, and believed by the new status and by another look', async () => {
    const said = `${HEAD}\n${ON}Sent power off request\n${NEW}\n${OFF}`;
    const { hub, calls } = hubThat(said, `${HEAD}\n${OFF}`);
    await hub.set(2, false);
    expect(calls).toEqual([
      ['uhubctl', '-l', '1-1', '-p', '2', '-a', 'off'],
      ['uhubctl', '-l', '1-1', '-p', '2'],
    ]);
  });

  it.each([
    ['has power in the new status', [`${NEW}\n${ON}`, `${HEAD}\n${OFF}`]],
    ['has power at another look', [`${NEW}\n${OFF}`, `${HEAD}\n${ON}`]],
    ['is not in the new status', [`${NEW}\n  Port 1: 0000 off\n`, `${HEAD}\n${OFF}`]],
  ])('that %s is not off', async (_, says) => {
    await expect(hubThat(...says).hub.set(2, false)).rejects.toMatchObject({ code: 'unproven' });
  });

  it('without a new status was not switched, whatever the exit status', async () => {
    const { hub } = hubThat(`${HEAD}\n${ON}Sent power off request\n`);
    await expect(hub.set(2, false)).rejects.toMatchObject({ code: 'contact' });
  });

  it('of no hub, and a program that is not there, are the bench’s fault', async () => {
    await expect(hubThat('').hub.identify()).rejects.toThrow('No compatible devices');
    const { hub } = hubThat(new Error('there is no such program'));
    await expect(hub.identify()).rejects.toMatchObject({ code: 'contact' });
  });

  it('of a hub without switches is refused', async () => {
    const { hub } = hubThat(CURRENT.replace('ppps', 'nops'));
    await expect(hub.identify()).rejects.toMatchObject({ code: 'refused' });
  });
});
