import { readFile } from 'node:fs/promises';
import { benchPlan, libraryScenarios, readScenarios } from '@fobkit/bench';
import { scenarioEnv } from '../../bench/scenario-env.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Define, JsonOption } from '../../program/cli.ts';
import { languageOf } from '../../terminal/language.ts';
import { formatSpan } from '../../terminal/moment.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Each is from a real incident, or from a rule of a maker or a bank; its file says
which. library:NAME names one for fob bench run and check, library: all of them.

Examples:
  $ fob bench library
  $ fob bench library --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async ({ json }: JsonOption) => {
      const env = scenarioEnv();
      const language = languageOf(process.env);
      const listed = await Promise.all(
        (await libraryScenarios()).map(async ({ name, file }) => {
          const runs = readScenarios({ file, text: await readFile(file, 'utf8') }, env);
          const [first] = runs;
          const { en = '', ja } = first?.title ?? {};
          const bench = first === undefined ? undefined : benchPlan(first);
          const seconds = bench?.lacks.length === 0 ? bench.seconds : Infinity;
          const onBench = Number.isFinite(seconds) ? Math.round(seconds) : null;
          return { name, file, title: { en, ja: ja ?? null }, runs: runs.length, onBench };
        }),
      );
      if (json === true) {
        cli.out.json(listed);
        return;
      }
      const rows = listed.map(({ name, onBench, runs, title }) => [
        name,
        String(runs),
        onBench === null ? '-' : formatSpan(onBench),
        language === 'ja' ? (title.ja ?? title.en) : title.en,
      ]);
      cli.out.print(table(cli.out.paint, ['SCENARIO', 'RUNS', 'ON A BENCH', 'TITLE'], rows));
    });
};
