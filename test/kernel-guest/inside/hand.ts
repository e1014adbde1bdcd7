import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** Asks the hand on the host (test/kernel-guest/hand.ts) for something. */
export type Ask = (...words: string[]) => Promise<string>;

export async function reachHand(host: string, port: number): Promise<Ask> {
  const socket = connect(port, host);
  await once(socket, 'connect');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return async (...words) => {
    socket.write(`${JSON.stringify(words)}\n`);
    const { value } = await lines.next();
    const answer = JSON.parse(String(value)) as { ok?: string; error?: string };
    if (answer.ok === undefined) throw new Error(answer.error);
    return answer.ok;
  };
}
