import type { Completion } from './script.ts';

/** A completion script for bash 3.2 and newer; needs no other package. */
export function bashScript(places: readonly Completion[]): string {
  const cases = places.map(({ path, commands, options }) => {
    const words = [...commands, ...options].map(({ text }) => text).join(' ');
    return `    '${path.join(' ')}') words='${words}' ;;`;
  });
  const names = places
    .filter(({ path }) => path.length > 1)
    .map(({ path }) => `'${path.join(' ')}'`);
  return `# bash completion for fob. Put it to use with: source <(fob completion bash)
_fob() {
  local current=\${COMP_WORDS[COMP_CWORD]} place=fob words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
    ${names.join(' | ')})
      place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place" in
${cases.join('\n')}
  esac
  COMPREPLY=()
  while IFS='' read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "$current")
}
complete -o default -F _fob fob
`;
}
