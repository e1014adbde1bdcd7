/**
 * Requests that were judged, by their digests: one that comes again when its answer is forgotten was
 * written down by somebody and is judged no second time, else a wrong code that was overheard once
 * would lock a token. Clients draw another authenticator for each request (RFC 2865 §3), so that no
 * two are the same bytes. The latest are remembered, however old.
 */
export class SeenRequests {
  readonly #most: number;
  /** Oldest first. */
  readonly #digests = new Set<string>();

  /** A quarter of a million take some 25 MB. */
  constructor(most = 262_144) {
    this.#most = most;
  }

  has(digest: string): boolean {
    return this.#digests.has(digest);
  }

  add(digest: string): void {
    const [oldest] = this.#digests;
    if (this.#digests.size >= this.#most && oldest !== undefined) this.#digests.delete(oldest);
    this.#digests.add(digest);
  }

  /** It was not judged after all. */
  delete(digest: string): void {
    this.#digests.delete(digest);
  }
}
