import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  benchPlan,
  libraryScenarios,
  libraryTwins,
  readScenarios,
  readTwins,
  type Scenario,
} from '@fobkit/bench';
import { format, resolveConfig } from 'prettier';
import { scenarioEnv } from '../../host/cli/bench/scenario-env.ts';
import { whatRanWhere } from './soak-table.ts';

/** Where the tables of the library stand. */
export const LIBRARY_PAGE = new URL('../../docs/bench/library.md', import.meta.url);
const BEGIN = '<!-- tables: npm run library-page -->';
const SOME_MINUTES = 600;

/** The page of the library with its tables as the files are now. */
export async function libraryPage(): Promise<string> {
  const page = await readFile(LIBRARY_PAGE, 'utf8');
  const head = page.slice(0, page.indexOf(BEGIN) + BEGIN.length);
  const options = await resolveConfig(LIBRARY_PAGE);
  return format(`${head}\n\n${await tables()}`, { ...options, parser: 'markdown' });
}

async function tables(): Promise<string> {
  const twins = readTwins(await readFile(libraryTwins(), 'utf8'));
  const rows: string[] = [];
  const equivalents: string[] = [];
  for (const { name, file } of await libraryScenarios()) {
    const text = await readFile(file, 'utf8');
    const [scenario] = readScenarios({ text, file: basename(file) }, scenarioEnv());
    if (scenario === undefined) throw new Error(`${file} has no run`);
    const link = `[${name}](../../host/bench/library/${name}.yaml)`;
    const { title, about = '', source = '' } = scenario;
    const what = `**${title.en}.** ${about.trim()} Twin: ${lowered(twins.get(name)?.defect ?? '')}.`;
    rows.push(row([link, what, source, onBench(scenario)]));
    for (const { tolerance } of benchPlan(scenario).equivalents) {
      equivalents.push(row([name, tolerance]));
    }
  }
  return [
    '| scenario | what happened | source | on a bench |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    '## Equivalents',
    '',
    'What a bench does in the place of what no bench can, and how near that comes.',
    '',
    '| scenario | equivalent |',
    '| --- | --- |',
    ...equivalents,
    '',
    whatRanWhere(),
  ].join('\n');
}

function onBench(scenario: Scenario): string {
  const { lacks, seconds } = benchPlan(scenario);
  if (lacks.length > 0) return `no: ${lacks.join(', ')}`;
  if (seconds >= SOME_MINUTES) return 'no: takes too long';
  return `${String(Math.max(1, Math.ceil(seconds / 60)))} min`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
}

function lowered(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}
