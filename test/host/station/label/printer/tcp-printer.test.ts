import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PrinterError } from '../../../../../host/station/label/label.ts';
import type { OpenedPrinter } from '../../../../../host/station/label/printer/open-label-printer.ts';
import { openLabelPrinter } from '../../../../../host/station/label/printer/open-label-printer.ts';
import { SimulatedClock } from '../../../client/support/simulated-clock.ts';
import { FakePrinter, PAPER_OUT, READY, telling } from './fake-printer.ts';

const LABEL = { serialLabel: 'SKTS00509641' } as const;

async function opened(address: string, clock = new SimulatedClock()): Promise<OpenedPrinter> {
  const printer = await openLabelPrinter(address, { clock });
  if (printer === undefined) throw new Error('no printer');
  return printer;
}

describe('a label printer on the network', () => {
  it('is asked how it is, gets the label, and is asked whether it has it', async () => {
    await using fake = await FakePrinter.open(telling(READY));
    await (await opened(fake.address)).print(LABEL);
    expect(fake.heard).toHaveLength(1);
    expect(fake.heard[0]).toMatch(/^~HS\^XA[^~]*SKTS>500509641[^~]*\^XZ\n~HS$/);
  });

  it('prints one label after the other in the order they were asked for', async () => {
    await using fake = await FakePrinter.open(telling(READY));
    const printer = await opened(fake.address);
    const serials = ['AAAA00000001', 'AAAA00000002', 'AAAA00000003'];
    await Promise.all(serials.map((serialLabel) => printer.print({ serialLabel })));
    expect(fake.heard.map((text) => /FD(AAAA\d{8})/.exec(text)?.[1])).toEqual(serials);
  });

  it('goes on with the next label after one that failed', async () => {
    await using fake = await FakePrinter.open(telling(PAPER_OUT, READY));
    const printer = await opened(fake.address);
    const [first, second] = await Promise.allSettled([printer.print(LABEL), printer.print(LABEL)]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('that is out of labels gets none, and says so', async () => {
    await using fake = await FakePrinter.open(telling(PAPER_OUT));
    await expect((await opened(fake.address)).print(LABEL)).rejects.toThrow(
      `${fake.address}: it is out of labels: put a new roll in`,
    );
    expect(fake.heard).toEqual(['~HS']);
  });

  it('that runs out with this label says that the label will come', async () => {
    await using fake = await FakePrinter.open(telling(READY, PAPER_OUT));
    await expect((await opened(fake.address)).print(LABEL)).rejects.toThrow(
      /out of labels: put a new roll in; the label that it has got comes out then$/,
    );
  });

  it('where nobody listens is named with its address', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    await expect((await opened(`tcp://127.0.0.1:${String(port)}`)).print(LABEL)).rejects.toThrow(
      `tcp://127.0.0.1:${String(port)}: no printer there (ECONNREFUSED)`,
    );
  });

  it('that says nothing is given up after the time-out, with what to look at', async () => {
    const clock = new SimulatedClock();
    const asked = Promise.withResolvers<undefined>();
    await using fake = await FakePrinter.open(() => asked.resolve(undefined));
    const printing = (await opened(fake.address, clock)).print(LABEL);
    await asked.promise;
    const outcome = expect(printing).rejects.toThrow(
      /no answer in 5 s: it may be out of labels or its head open/,
    );
    await clock.advance(5_000);
    await outcome;
    expect(clock.armed).toBe(0);
  });

  it('that closes in the middle leaves open whether the label was printed', async () => {
    await using fake = await FakePrinter.open((socket, heard, chunk) => {
      if (heard.includes('^XA')) socket.resetAndDestroy();
      else telling(READY)(socket, heard, chunk);
    });
    await expect((await opened(fake.address)).print(LABEL)).rejects.toThrow(
      /it closed the connection; look whether the label was printed before it is printed again/,
    );
  });

  it('that hangs up instead of answering is told apart from one that is ready', async () => {
    await using fake = await FakePrinter.open((socket) => socket.end());
    await expect((await opened(fake.address)).print(LABEL)).rejects.toThrow(
      /closed the connection/,
    );
  });

  it('that answers without an end is not listened to for ever', async () => {
    await using fake = await FakePrinter.open((socket) => socket.write('x'.repeat(4_000)));
    await expect((await opened(fake.address)).print(LABEL)).rejects.toThrow(
      /it answers what is no status of a printer/,
    );
  });

  it('that cannot be asked prints without', async () => {
    await using fake = await FakePrinter.open(() => undefined);
    await (await opened(`${fake.address}?status=no`)).print(LABEL);
    await expect.poll(() => fake.heard[0]).toMatch(/^\^XA[^~]*\^XZ\n$/);
  });

  it('stops waiting when it is told to', async () => {
    const asked = Promise.withResolvers<undefined>();
    await using fake = await FakePrinter.open(() => asked.resolve(undefined));
    const stop = new AbortController();
    const printing = (await opened(fake.address)).print(LABEL, stop.signal);
    await asked.promise;
    stop.abort(new Error('the operator stopped'));
    await expect(printing).rejects.toThrow('the operator stopped');
  });
});

describe('before a run', () => {
  it('a label that does not fit the printer is refused without a word to it', async () => {
    const printer = await opened('tcp://127.0.0.1:9?dpi=203&size=38x12');
    await expect(printer.check(LABEL)).rejects.toThrow(PrinterError);
    await expect(printer.check(LABEL)).rejects.toThrow(
      /^tcp:\/\/127\.0\.0\.1:9: Code 128 .* a label 39 mm wide would do/,
    );
    await expect((await opened('tcp://127.0.0.1:9')).check(LABEL)).resolves.toBeUndefined();
  });

  it('a Brother QL is of 300 dpi', async () => {
    const printer = await opened('tcp://127.0.0.1:9?as=brother-ql&dpi=203&size=40x9');
    await expect(printer.check(LABEL)).rejects.toThrow(/a Brother QL prints at 300 dpi/);
  });
});
