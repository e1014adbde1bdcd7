import { nodeClock } from '@fobkit/client/node';
import type { Lot, StationEvent } from '@fobkit/station';
import type { Cli } from '../../program/cli.ts';
import { languageOf } from '../../terminal/language.ts';
import { writeNewFile } from '../../store/new-file.ts';
import type { Station } from '../open-station.ts';
import { labelOf } from '../run/unit-deeds.ts';
import { sheetPdf } from './sheet-pdf.ts';

/** The labels of the fobs that a run has done, for a sheet at its end. */
export class DoneLabels {
  readonly #labels: string[] = [];

  see(event: StationEvent): void {
    if (event.kind !== 'ended' || event.end !== 'done') return;
    if (event.serialLabel !== undefined) this.#labels.push(event.serialLabel);
  }

  /** A PDF with all of them; none when there are none. */
  async writeSheet(
    cli: Cli,
    { registry, words, json }: Station,
    lot: Lot,
    file: string,
  ): Promise<void> {
    if (this.#labels.length === 0) return;
    const labels = await Promise.all(
      this.#labels.map(async (serialLabel) => {
        const unit = await registry.units.find({ serialLabel });
        return unit === undefined ? { serialLabel } : labelOf(unit, lot);
      }),
    );
    const language = languageOf(process.env);
    await writeNewFile(
      file,
      await sheetPdf(labels, { language, createdUnixMs: nodeClock.unixMs() }),
    );
    if (!json) cli.out.note(words.commands.written(file));
  }
}
