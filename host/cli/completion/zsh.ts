import type { Completion, Word } from './script.ts';

/** A completion script for zsh. */
export function zshScript(places: readonly Completion[]): string {
  const cases = places.map(({ path, commands, options }) => {
    const words = [...commands, ...options].map((word) => `      ${quote(word)}`);
    return `    ${quoted(path.join(' '))})\n      words_here=(\n${words.join('\n')}\n      ) ;;`;
  });
  const names = places
    .filter(({ path }) => path.length > 1)
    .map(({ path }) => quoted(path.join(' ')));
  return `#compdef fob
# zsh completion for fob. Put it to use with: source <(fob completion zsh)
_fob() {
  local place=fob word
  local -a words_here
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
    ${names.join(' | ')})
      place="$place $word" ;;
    esac
  done
  case "$place" in
${cases.join('\n')}
  esac
  _describe 'fob' words_here -- || _files
}
compdef _fob fob
`;
}

function quote({ text, says }: Word): string {
  return quoted(`${text}:${says.replaceAll(':', '\\:')}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
