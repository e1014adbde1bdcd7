import { format, resolveConfig } from 'prettier';
import { wordsIn } from '../../host/cli/station/words/words.ts';

const HEAD = `# Troubles

What the screen of [the station](../station.md), the lines of a run and its JSON (\`trouble\`) call a reason, what it means, and what to do.
`;

/** The page with every trouble of the station in both languages: what the screen says. */
export async function troublePage(): Promise<string> {
  const [en, ja] = [wordsIn('en').troubles, wordsIn('ja').troubles];
  const parts = [
    tableOf('In English', ['JSON', 'on the screen', 'what it means', 'what to do'], en),
    tableOf('日本語', ['JSON', '画面の表示', '意味', '対処'], ja),
  ];
  const config = await resolveConfig(import.meta.filename);
  return await format([HEAD, ...parts].join('\n'), { ...config, parser: 'markdown' });
}

type Troubles = ReturnType<typeof wordsIn>['troubles'];

function tableOf(title: string, head: readonly string[], troubles: Troubles): string {
  const rows = Object.entries(troubles).map(([code, { name, meaning, remedy }]) => [
    `\`${code}\``,
    name,
    meaning,
    remedy,
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${title}\n\n${lines.join('\n')}\n`;
}
