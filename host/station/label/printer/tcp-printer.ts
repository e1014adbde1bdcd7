import type { RequestQueue } from '@fobkit/client';
import { PrinterError } from '../label.ts';
import type { Patience } from './patience.ts';
import { SocketTalk } from './socket-talk.ts';
import type { SocketPlace } from './socket-talk.ts';
import { HOST_STATUS, STATUS_LIMIT, hostStatusLines, hostTrouble } from './zpl-status.ts';

export interface TcpPrinterOptions extends SocketPlace, Omit<Patience, 'signal'> {
  /** Ask before and after each label how the printer is (~HS): ZPL printers alone can say. */
  readonly askStatus: boolean;
}

const STATUS_LATE =
  'it may be out of labels or its head open, as most say nothing then; ' +
  'if it is a printer that never tells, add status=no to its address';
const LABEL_LATE = 'it takes no more data; look whether it is out of labels or paused';

/** Sends a label to a raw port (9100 of most). One at a time: ports print in the order they ask. */
export async function printOverTcp(
  bytes: Uint8Array,
  options: TcpPrinterOptions,
  { turn, signal }: { readonly turn: RequestQueue; readonly signal?: AbortSignal },
): Promise<void> {
  const { clock, timeoutMs, askStatus } = options;
  await turn.run(async () => {
    const talk = await SocketTalk.open(options, {
      clock,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    try {
      if (askStatus) await checkStatus(talk, options.name, 'before');
      await talk.write(bytes, LABEL_LATE);
      // Its answer also tells that it has read what came before the question.
      if (askStatus) await checkStatus(talk, options.name, 'after');
      await talk.end(LABEL_LATE);
    } finally {
      talk.destroy();
    }
  });
}

async function checkStatus(
  talk: SocketTalk,
  name: string,
  when: 'before' | 'after',
): Promise<void> {
  const lines = await talk.ask(HOST_STATUS, hostStatusLines, {
    limit: STATUS_LIMIT,
    late: STATUS_LATE,
  });
  const trouble = hostTrouble(lines);
  if (trouble === undefined) return;
  const rest = when === 'after' ? '; the label that it has got comes out then' : '';
  throw new PrinterError(`${name}: ${trouble}${rest}`);
}
