import type { Completion } from './script.ts';

/** A completion script for fish. */
export function fishScript(places: readonly Completion[]): string {
  const lines = places.flatMap(({ path, commands, options }) => {
    const when = quoted(`test (__fob_place) = '${path.join(' ')}'`);
    return [
      ...commands.map(
        ({ text, says }) => `complete -c fob -f -n ${when} -a ${text} -d ${quoted(says)}`,
      ),
      ...options.map(({ text, says, takesValue }) => {
        const value = takesValue === true ? ' -r' : '';
        return `complete -c fob -n ${when} -l ${text.replace(/^--/, '')}${value} -d ${quoted(says)}`;
      }),
    ];
  });
  const names = places
    .filter(({ path }) => path.length > 1)
    .map(({ path }) => quoted(path.join(' ')));
  return `# fish completion for fob. Put it to use with: fob completion fish | source
function __fob_place
  set -l place fob
  for word in (commandline -opc)[2..-1]
    switch "$place $word"
      case ${names.join(' ')}
        set place "$place $word"
    end
  end
  echo $place
end
${lines.join('\n')}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
