import type { ArmedFault } from './armed-fault.ts';
import type { Act, Note, PartEffect } from './kind.ts';
import type { FaultTarget } from './target.ts';

export interface PartHooks {
  /** Every fault that waits or acts. */
  live(): readonly ArmedFault[];
  fired(armed: ArmedFault): void;
  /** A fault changed what the LCD shows. */
  seen(text: string): void;
}

/** Lets faults act on the parts of a fob, and the fob feel that a part has changed. */
export class PartActs {
  readonly #target: FaultTarget;
  readonly #hooks: PartHooks;

  constructor(target: FaultTarget, hooks: PartHooks) {
    this.#target = target;
    this.#hooks = hooks;
  }

  /** True when it has nothing more to do, or to lift. */
  begin(armed: ArmedFault): boolean {
    const { effect } = armed;
    if (effect.on !== 'part') return false;
    const act = this.#actOf(armed, effect);
    this.#moving(() => {
      effect.begin(act);
    });
    return act.finished;
  }

  /** True when what it waited for has come, and it is over. */
  look(armed: ArmedFault): boolean {
    const { effect, state } = armed;
    if (effect.on !== 'part' || effect.look === undefined || state !== 'acting') return false;
    const act = this.#actOf(armed, effect);
    effect.look(act);
    return act.finished;
  }

  lift(armed: ArmedFault): void {
    const { effect } = armed;
    if (effect.on !== 'part') return;
    this.#moving(() => {
      effect.lift(this.#actOf(armed, effect));
    });
  }

  saved(armed: ArmedFault): Note {
    const { effect, state } = armed;
    if (effect.on !== 'part' || state !== 'acting') return armed.note;
    return effect.saved?.(this.#actOf(armed, effect)) ?? armed.note;
  }

  resume(armed: ArmedFault): void {
    const { effect, state } = armed;
    if (effect.on === 'part' && state === 'acting') effect.resume?.(this.#actOf(armed, effect));
  }

  #actOf(armed: ArmedFault, { slot }: PartEffect): Act & { readonly finished: boolean } {
    const hooks = this.#hooks;
    const stack = hooks
      .live()
      .filter((other) => other.state === 'acting' && other !== armed)
      .filter(({ effect }) => slot !== undefined && effect.on === 'part' && effect.slot === slot)
      .sort((one, other) => one.order - other.order);
    const target = this.#target;
    let finished = false;
    return {
      target,
      rng: armed.rng,
      others: stack,
      above: stack.find(({ order }) => order > armed.order),
      first: !stack.some(({ order }) => order < armed.order),
      get note() {
        return armed.note;
      },
      set note(note) {
        armed.note = note;
      },
      fired(what) {
        armed.fired(target.worldTicks, what);
        hooks.fired(armed);
      },
      finish() {
        finished = true;
      },
      get finished() {
        return finished;
      },
    };
  }

  /** The firmware learns of a changed part as it would: by its supply and its button. */
  #moving(change: () => void): void {
    const { button, lcd } = this.#target.parts;
    const down = button.isDown();
    const text = lcd.visibleText();
    change();
    const now = lcd.visibleText();
    if (now !== text) this.#hooks.seen(now);
    this.#target.supplyChanged();
    if (button.isDown() !== down) this.#target.contactMoved();
  }
}
