/**
 * - `wrong`: no operator has that name and password.
 * - `throttled`: there were too many wrong ones; the message tells for how long to wait.
 * - `signed-out`: nobody is signed in: the shift is over, or somebody signed out.
 * - `disabled`: the operator may not work here any more.
 * - `may-not`: that wants a supervisor.
 * - `taken`: there is an operator of that name.
 * - `unknown`: there is none.
 * - `weak`: that is no password, or no name.
 * - `last`: nobody would be left who may say who works here.
 */
export type OperatorErrorCode =
  | 'wrong'
  | 'throttled'
  | 'signed-out'
  | 'disabled'
  | 'may-not'
  | 'taken'
  | 'unknown'
  | 'weak'
  | 'last';

/** Somebody may not do what they want to do here. Never tells a password. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: OperatorErrorCode;

  constructor(code: OperatorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
