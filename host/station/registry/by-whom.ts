/** Who does something, and why. */
export interface ByWhom {
  /** The operator's name. */
  readonly operator: string;
  readonly reason: string;
}
