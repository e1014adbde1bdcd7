/** A browser's cookies, and the hidden fields of the form that it saw last. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  #hidden: readonly (readonly [string, string])[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens a page with a form. */
  async open(path: string): Promise<void> {
    const response = await this.#ask(path, {});
    const html = await response.text();
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
    this.#hidden = [...html.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
  }

  /** Sends the form that was opened; gives the path that it leads to. */
  async send(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams({ ...Object.fromEntries(this.#hidden), ...fields });
    const response = await this.#ask(path, { method: 'POST', body });
    await response.arrayBuffer();
    return response.headers.get('location') ?? `${path}, status ${response.status}`;
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.#origin}${path}`, {
      ...init,
      headers: { cookie, origin: this.#origin },
      redirect: 'manual',
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}
