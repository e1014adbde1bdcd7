/** The fob broke a rule. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(message);
    this.rule = rule;
  }
}

/** The fob or its rig cannot do what the check is about. */
export class CheckSkipped extends Error {
  override readonly name = 'CheckSkipped';
}

/** The check proves nothing: what it wanted to stand on did not hold. */
export class CheckInvalid extends Error {
  override readonly name = 'CheckInvalid';
}
