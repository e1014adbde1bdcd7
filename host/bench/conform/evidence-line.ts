/** One line of what happened: a message that was sent, one that came, what a hand did. */
export interface EvidenceLine {
  /** Milliseconds since the check began, by the rig's clock. */
  readonly ms: number;
  readonly what: 'sent' | 'came' | 'did';
  readonly text: string;
}
