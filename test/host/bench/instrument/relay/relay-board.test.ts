import { describe, expect, it } from 'vitest';
import type { FeatureReports } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import { findBoard } from '../../../../../host/bench/instrument/relay/find-board.ts';
import {
  parseBoardState,
  RelayBoard,
} from '../../../../../host/bench/instrument/relay/relay-board.ts';

const PLACE = { file: 'bench.yaml', line: 1, column: 1 };

/** A board by the facts of dcttech's firmware; a test spoils it. */
class ToyBoard {
  serial = 'BITFT';
  mask = 0;
  deaf = false;
  readonly commands: string[] = [];

  reports(): FeatureReports {
    return {
      send: (report) => {
        this.commands.push(Buffer.from(report).toString('hex'));
        if (!this.deaf) this.#do(report[0] ?? 0, report[1] ?? 0);
        return Promise.resolve();
      },
      get: () => Promise.resolve(this.report()),
      close: () => Promise.resolve(),
    };
  }

  report(): Uint8Array {
    const bytes = new Uint8Array(8);
    bytes.set(Buffer.from(this.serial, 'latin1').subarray(0, 5));
    bytes[7] = this.mask;
    return bytes;
  }

  #do(command: number, relay: number): void {
    const bit = 1 << (relay - 1);
    if (command === 0xff) this.mask |= bit;
    if (command === 0xfd) this.mask &= ~bit;
    if (command === 0xfc) this.mask = 0;
  }
}

const CONFIG = {
  kind: 'usb-relay',
  name: 'relays1',
  place: PLACE,
  address: { kind: 'hid', path: '/dev/hidraw0' },
  timeoutMs: 1_000,
  gapMs: 0,
} as const;

function boardOn(toy: ToyBoard, more: { serial?: string; relays?: number } = {}): RelayBoard {
  const config = { ...CONFIG, ...more };
  const found = {
    path: '/dev/hidraw0',
    product: 'USBRelay4',
    open: () => Promise.resolve(toy.reports()),
  };
  return new RelayBoard(config, { clock: nodeClock, find: () => Promise.resolve(found) });
}

describe('a relay', () => {
  it('is drawn and dropped by the commands of the board, and read back', async () => {
    const toy = new ToyBoard();
    const board = boardOn(toy);
    await board.set(2, true);
    expect(await board.read(2)).toBe(true);
    await board.set(2, false);
    await board.allOff();
    expect(toy.commands).toEqual(['ff02000000000000', 'fd02000000000000', 'fc00000000000000']);
  });

  it('that the board does not switch is unproven', async () => {
    const toy = new ToyBoard();
    toy.deaf = true;
    await expect(boardOn(toy).set(1, true)).rejects.toMatchObject({
      code: 'unproven',
      message: expect.stringContaining('the board tells 0000 instead of 1000') as unknown,
    });
  });

  it('beyond the board is refused: USBRelay4 has four', async () => {
    await expect(boardOn(new ToyBoard()).set(5, true)).rejects.toMatchObject({ code: 'refused' });
  });

  it('of a board that becomes another one in the middle is lost', async () => {
    const toy = new ToyBoard();
    const board = boardOn(toy);
    await board.set(1, true);
    toy.serial = 'HURTM';
    await expect(board.read(1)).rejects.toThrow('it was BITFT and is HURTM now');
  });

  it('of a board that becomes another one than the bench file says is refused', async () => {
    const toy = new ToyBoard();
    const board = boardOn(toy, { serial: 'BITFT' });
    await board.set(1, true);
    toy.serial = 'HURTM';
    const message = 'relay board relays1 (/dev/hidraw0) is HURTM; the bench file says BITFT';
    await expect(board.set(1, false)).rejects.toMatchObject({ code: 'refused', message });
    expect(toy.mask).toBe(1);
  });

  it('of a board that is another than the bench file says is refused', async () => {
    await expect(boardOn(new ToyBoard(), { serial: 'FBK01' }).identify()).rejects.toMatchObject({
      code: 'refused',
    });
  });
});

describe('the report of a board', () => {
  it('with a damaged serial number is told as it is', () => {
    const state = parseBoardState(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 5));
    expect(state).toEqual({ serial: '\\xff\\xff\\xff\\xff\\xff', mask: 5 });
  });

  it.each([
    ['another length', new Uint8Array(7)],
    ['another gadget of the same ids', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
  ])('of %s is none', (_, report) => {
    expect(parseBoardState(report)).toBeTypeOf('string');
  });
});

describe('a board is found by its place', () => {
  const USB_RELAY = { vendorId: 0x16c0, productId: 0x05df, interface: 0 };
  /** Two boards of one make, with one serial number, and a gadget of the same ids. */
  const devices = [
    { ...USB_RELAY, path: '/dev/hidraw0', product: 'USBRelay2' },
    { ...USB_RELAY, path: '/dev/hidraw1', product: 'USBRelay2' },
    { ...USB_RELAY, path: '/dev/hidraw2', product: 'DigiSpark' },
  ];
  const boards = new Map([
    ['/dev/hidraw0', new ToyBoard()],
    ['/dev/hidraw1', new ToyBoard()],
  ]);
  const machine = {
    library: () =>
      Promise.resolve({
        devicesAsync: () => Promise.resolve(devices),
        HIDAsync: {
          open: (path: string) =>
            Promise.resolve({
              sendFeatureReport: ([, ...data]: number[]) =>
                (boards.get(path) ?? new ToyBoard())
                  .reports()
                  .send(Uint8Array.from(data))
                  .then(() => 9),
              getFeatureReport: () =>
                Promise.resolve(Uint8Array.of(0, ...(boards.get(path)?.report() ?? []))),
              close: () => Promise.resolve(),
            }),
        },
      }),
    nodesAt: (place: string) =>
      Promise.resolve(
        place === '1-1.4' ? ['/dev/hidraw1'] : place === '1-2' ? ['/dev/hidraw2'] : [],
      ),
  };

  it('though another has the same serial number', async () => {
    const found = await findBoard(machine, { kind: 'usb', place: '1-1.4' });
    const reports = await found.open();
    await reports.send(Uint8Array.of(0xff, 1, 0, 0, 0, 0, 0, 0));
    expect([...boards].map(([path, { mask }]) => [path, mask])).toEqual([
      ['/dev/hidraw0', 0],
      ['/dev/hidraw1', 1],
    ]);
    expect(parseBoardState(await reports.get(8))).toEqual({ serial: 'BITFT', mask: 1 });
  });

  it.each([
    ['nothing is there', { kind: 'usb', place: '3-1' }, 'no HID device is plugged in at usb:3-1'],
    [
      'a gadget of the same ids is there',
      { kind: 'usb', place: '1-2' },
      'no relay board: 16c0:05df DigiSpark',
    ],
    [
      'the node is gone',
      { kind: 'hid', path: '/dev/hidraw9' },
      'relay boards: /dev/hidraw0, /dev/hidraw1',
    ],
  ] as const)('and not where %s', async (_, address, why) => {
    await expect(findBoard(machine, address)).rejects.toThrow(why);
  });
});

describe('a board that was unplugged and plugged in again', () => {
  it('has dropped its relays: that is found before the next one is switched', async () => {
    const toy = new ToyBoard();
    const board = boardOn(toy);
    await board.set(2, true);
    await board.close();
    toy.mask = 0;
    await expect(board.set(1, true)).rejects.toMatchObject({ code: 'unproven' });
    expect(toy.mask).toBe(0);
    await board.allOff();
  });

  it('is another one by its serial number: it is not switched', async () => {
    const toy = new ToyBoard();
    const board = boardOn(toy);
    await board.allOff();
    await board.close();
    toy.serial = 'OTHER';
    await expect(board.set(1, true)).rejects.toThrow('it was BITFT and is OTHER now');
    expect(toy.mask).toBe(0);
  });

  it('that does not let go of its node does not stop whoever waits for it', async () => {
    const toy = new ToyBoard();
    const never = Promise.withResolvers<undefined>().promise;
    const stuck = { ...toy.reports(), close: () => never };
    const board = new RelayBoard(
      { ...CONFIG, timeoutMs: 20 },
      {
        clock: nodeClock,
        find: () =>
          Promise.resolve({
            path: '/dev/hidraw0',
            product: 'USBRelay4',
            open: () => Promise.resolve(stuck),
          }),
      },
    );
    await board.identify();
    await expect(board.close()).rejects.toThrow('does not let go of its node');
  });
});
