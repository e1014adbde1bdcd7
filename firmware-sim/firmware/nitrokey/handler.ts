import { type NitrokeyCommand, tryDecodeLayout } from '@fobkit/protocol';
import { type NitrokeyAnswer, type NitrokeyCore, refuse } from './core.ts';

export interface NitrokeyHandler {
  readonly code: number;
  /** Asks the smart card, which takes its time. */
  readonly asksCard: boolean;
  run(core: NitrokeyCore, payload: Uint8Array): NitrokeyAnswer;
}

/** Ties a command to the code that answers it. Never throws for what a host sent. */
export function handler<Request>(
  command: NitrokeyCommand<Request, unknown>,
  answer: (core: NitrokeyCore, request: Request) => NitrokeyAnswer,
): NitrokeyHandler {
  return {
    code: command.code,
    asksCard: false,
    run(core, payload) {
      const request = tryDecodeLayout(command.request, payload);
      // Only a number above 2^53 − 1 does not decode: a real token takes those too.
      return request === undefined ? refuse('not-supported') : answer(core, request);
    },
  };
}

/** As `handler`, for a command that the smart card has a part in. */
export function cardHandler<Request>(
  command: NitrokeyCommand<Request, unknown>,
  answer: (core: NitrokeyCore, request: Request) => NitrokeyAnswer,
): NitrokeyHandler {
  return { ...handler(command, answer), asksCard: true };
}
