/** Output of the guest as it comes, cut where a line ends with the mark that ends a step. */
export class MarkedOutput {
  #rest = '';
  #lines: string[] = [];
  #wanted: { readonly mark: string; readonly resolve: (lines: string[]) => void } | undefined;
  /** Is told each line as soon as it is complete. */
  onLine: ((line: string) => void) | undefined;

  push(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }

  /** Resolves to the lines that come next, the last of them the one that ends with the mark. */
  until(mark: string): Promise<string[]> {
    return new Promise((resolve) => {
      this.#wanted = { mark, resolve };
    });
  }

  /** What has come since the last mark. */
  get pending(): string {
    return [...this.#lines, this.#rest].join('\n');
  }

  #take(line: string): void {
    this.#lines.push(line);
    const wanted = this.#wanted;
    if (wanted === undefined || !line.endsWith(wanted.mark)) {
      this.onLine?.(line);
      return;
    }
    const lines = this.#lines;
    this.#wanted = undefined;
    this.#lines = [];
    wanted.resolve(lines);
  }
}
