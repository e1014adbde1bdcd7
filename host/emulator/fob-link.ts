import type { Link } from '@fobkit/client';
import type { Fob } from '@fobkit/firmware-sim';
import { InProcessPlug } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { inProcessLink } from './in-process-link.ts';

/** The in-process way to whichever fob stands there now. */
export class FobLink implements Link {
  #plug: InProcessPlug;

  constructor(fob: Fob) {
    this.#plug = plugOf(fob);
  }

  get url(): string {
    return this.#plug.url;
  }

  get plugged(): boolean {
    return this.#plug.plugged;
  }

  open(...options: Parameters<Link['open']>): ReturnType<Link['open']> {
    return inProcessLink(this.#plug).open(...options);
  }

  replug(): void {
    this.#plug.replug();
  }

  /** Puts another fob in place of this one, which is pulled off. */
  async replace(fob: Fob): Promise<void> {
    await this.#plug.close();
    this.#plug = plugOf(fob);
  }

  close(): Promise<void> {
    return this.#plug.close();
  }
}

function plugOf(fob: Fob): InProcessPlug {
  return new InProcessPlug(fob, `sim:${toHex(fob.identity.deviceId)}`);
}
