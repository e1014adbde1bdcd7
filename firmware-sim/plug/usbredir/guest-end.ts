/** The guest's connection. */
export interface GuestEnd {
  send(bytes: Uint8Array): void;
  /** Whether the guest has to read first. */
  readonly behind: boolean;
}
