import { expect, it } from 'vitest';
import { LinkLostError } from '../../../../host/client/errors.ts';
import { featureReportsOf } from '../../../../host/client/nitrokey/feature-reports.ts';

const URL = 'nitrokey:/dev/hidraw0';

function handle(answer: (length: number) => Uint8Array): {
  sent: number[][];
  asked: [number, number][];
  closed: number;
  sendFeatureReport(data: number[]): Promise<number>;
  getFeatureReport(id: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
} {
  return {
    sent: [],
    asked: [],
    closed: 0,
    sendFeatureReport(data) {
      this.sent.push([...data]);
      return Promise.resolve(data.length);
    },
    getFeatureReport(id, length) {
      this.asked.push([id, length]);
      return Promise.resolve(answer(length));
    },
    close() {
      this.closed++;
      return Promise.resolve();
    },
  };
}

it('the report id 0 stands before what is sent', async () => {
  const hid = handle(() => new Uint8Array(65));
  await featureReportsOf(URL, hid).send(Uint8Array.of(7, 8));
  expect(hid.sent).toEqual([[0, 7, 8]]);
});

it('one byte more is asked for, and the report id is taken off', async () => {
  const hid = handle(() => Uint8Array.of(0, 1, 2, 3));
  expect(await featureReportsOf(URL, hid).get(3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(hid.asked).toEqual([[0, 4]]);
});

it('a report that comes without its id is whole', async () => {
  const hid = handle(() => Uint8Array.of(1, 2, 3));
  expect(await featureReportsOf(URL, hid).get(3)).toEqual(Uint8Array.of(1, 2, 3));
});

it('a device that is gone is a lost link', async () => {
  const gone = (): never => {
    throw new TypeError('could not get feature report');
  };
  const reports = featureReportsOf(URL, {
    sendFeatureReport: () => Promise.reject(new TypeError('could not send')),
    getFeatureReport: () => Promise.resolve().then(gone),
    close: () => Promise.resolve(),
  });
  await expect(reports.send(new Uint8Array(64))).rejects.toBeInstanceOf(LinkLostError);
  await expect(reports.get(64)).rejects.toBeInstanceOf(LinkLostError);
});

it('closing twice closes once', async () => {
  const hid = handle(() => new Uint8Array(65));
  const reports = featureReportsOf(URL, hid);
  await reports.close();
  await reports.close();
  expect(hid.closed).toBe(1);
});
