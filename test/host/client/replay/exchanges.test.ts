import { describe, expect, it } from 'vitest';
import { exchangesOf } from '../../../../host/client/replay/exchanges.ts';
import { retagged, type Said, serialTalk, worked } from './talk-support.ts';

const info = worked('get-info-request');
const infoReply = worked('get-info-reply');
const code = retagged(worked('read-code-request'));
const codeReply = retagged(worked('read-code-reply'));

function outline(said: readonly Said[]) {
  return exchangesOf(serialTalk(said)).list.map(({ request, replies, cutOff }) => ({
    request: request.number,
    replies: replies.map(({ number }) => number),
    cutOff,
  }));
}

describe('the exchanges of a talk', () => {
  it('are requests with their replies, numbered through', () => {
    expect(
      outline([
        ['>', info],
        ['<', infoReply],
        ['>', code],
        ['<', codeReply],
      ]),
    ).toEqual([
      { request: 1, replies: [2], cutOff: false },
      { request: 3, replies: [4], cutOff: false },
    ]);
  });

  it('take a request that was sent again for one, with the reply that arrived', () => {
    expect(
      outline([
        ['>', info],
        ['>', info],
        ['<', infoReply],
        ['>', info],
        ['<', infoReply],
        ['>', code],
        ['<', codeReply],
      ]),
    ).toEqual([
      { request: 1, replies: [3], cutOff: false },
      { request: 6, replies: [7], cutOff: false },
    ]);
  });

  it('know a request that got no answer from one that nobody waited for', () => {
    expect(
      outline([
        ['>', info],
        ['>', code],
      ]),
    ).toEqual([
      { request: 1, replies: [], cutOff: false },
      { request: 2, replies: [], cutOff: true },
    ]);
  });

  it('tell apart what the fob said before any request', () => {
    const { list, early } = exchangesOf(serialTalk([['<', infoReply]]));
    expect([list, early.map(({ number }) => number)]).toEqual([[], [1]]);
  });
});
