import { type FaultProof, type Rig, RigError } from '@fobkit/client';
import type { ScenarioFault } from '../scenario/model.ts';
import type { FaultRecord } from './record.ts';

interface Entry {
  readonly name: string;
  readonly rig: Rig;
  readonly id: string;
  proof: FaultProof;
  acting: boolean;
}

/** The faults that a run armed, and what became of each. */
export class FaultBook {
  readonly #entries: Entry[] = [];
  readonly #replaced: FaultRecord[] = [];

  /** @returns what the rig says of it. */
  async arm(rig: Rig, { name, fault }: ScenarioFault): Promise<FaultProof> {
    const proof = await rig.armFault(fault);
    this.#entries.push({ name, rig, id: proof.id, proof, acting: true });
    return proof;
  }

  /** Lifts a fault by name, each time that it was armed. Rejects when it was not. */
  async clear(name: string): Promise<string> {
    const entries = this.#entries.filter((entry) => entry.name === name && entry.acting);
    if (entries.length === 0) {
      if (this.#replaced.some((fault) => fault.name === name)) return 'nothing to lift';
      throw new RigError('refused', `the fault ${name} is not armed`);
    }
    for (const entry of entries) await this.#clear(entry);
    return entries.map(({ proof }) => proof.evidence).join('; ');
  }

  async clearAll(): Promise<void> {
    for (const entry of this.#entries) if (entry.acting) await this.#clear(entry);
  }

  /** Something else was done in place of a fault that the rig cannot inject. */
  replaced(fault: ScenarioFault, evidence: string): void {
    const { name, text } = fault;
    const tolerance = fault.equivalent?.tolerance ?? '';
    this.#replaced.push({ name, text, firedCount: 1, evidence, equivalent: tolerance });
  }

  /** Each fault with the evidence so far. */
  async records(): Promise<readonly FaultRecord[]> {
    await this.#refresh();
    const armed = this.#entries.map(({ name, proof }) => ({
      name,
      text: proof.text,
      firedCount: proof.firedCount,
      evidence: proof.evidence,
    }));
    return [...armed, ...this.#replaced];
  }

  async #clear(entry: Entry): Promise<void> {
    // The evidence of one that was lifted tells less than that of one that waits.
    const before = await proofOf(entry);
    const after = await entry.rig.clearFault(entry.id);
    entry.acting = false;
    entry.proof = after.firedCount > 0 ? after : (before ?? after);
  }

  async #refresh(): Promise<void> {
    for (const entry of this.#entries) {
      if (entry.acting) entry.proof = (await proofOf(entry)) ?? entry.proof;
    }
  }
}

async function proofOf({ rig, id }: Entry): Promise<FaultProof | undefined> {
  return (await rig.faults()).find((proof) => proof.id === id);
}
