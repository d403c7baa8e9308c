/**
 * Completion scripts. They hold every word themselves, so that pressing Tab starts no process; after
 * an update they are made anew. bash and zsh share one function (zsh reads bash's), fish has its own form.
 */
import type { Words } from "./words.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(shell: Shell, all: readonly Words[]): string {
  if (shell === "fish") return fishScript(all);
  const start = shell === "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
  return `${start}${bashScript(all)}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Finds the longest command that was typed, then offers what may follow it. */
function bashScript(all: readonly Words[]): string {
  const cases = all.map(({ command, subcommands, options, values, takesFiles }) => {
    const words = [...subcommands.map(({ text }) => text), ...values].join(" ");
    const flags = options.map(({ text }) => text).join(" ");
    return `    ${quoted(command)}) words=${quoted(words)} flags=${quoted(flags)} files=${takesFiles ? 1 : 0} ;;`;
  });
  const known = all.map(({ command }) => `${quoted(command)}) command="$longer" ;;`);
  return `# ixlab completion; made by "ixlab completion"
_ixlab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line="\${COMP_LINE:0:COMP_POINT}"
  local command='' longer='' word='' words='' flags='' files=0 typed
  # Words by spaces, not as bash breaks them: a colon belongs to preset:NAME.
  read -r -a typed <<< "$line"
  [[ "$line" == *' ' ]] && current='' || current="\${typed[\${#typed[@]}-1]}"
  for word in "\${typed[@]:1}"; do
    [[ "$line" != *' ' && "$word" == "$current" ]] && continue
    longer="\${command:+$command }$word"
    case "$longer" in
      ${known.slice(1).join("\n      ")}
    esac
  done
  case "$command" in
${cases.join("\n")}
  esac
  if [[ "$current" == -* ]]; then words="$flags"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ $files == 1 && "$current" != -* ]]; then COMPREPLY+=($(compgen -f -- "$current")); fi
  # What bash takes for the last word begins after the last colon.
  if [[ "$current" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
    COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*:}"}"}")
  fi
}
complete -o bashdefault -F _ixlab ixlab
`;
}

function fishScript(all: readonly Words[]): string {
  const lines = all.flatMap(({ command, subcommands, options, values, takesFiles }) => {
    const path = command === "" ? [] : command.split(" ");
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`);
    const below = subcommands.map(({ text }) => text).join(" ");
    const unseen = below === "" ? [] : [`not __fish_seen_subcommand_from ${below}`];
    const where = [...seen, ...unseen].join("; and ");
    const rule = `complete -c ixlab${where === "" ? "" : ` -n ${quoted(where)}`}`;
    return [
      ...(takesFiles ? [`${rule} -F`] : []),
      ...subcommands.map((w) => `${rule} -a ${w.text} -d ${quoted(w.description)}`),
      ...values.map((value) => `${rule} -a ${quoted(value)}`),
      ...options.map((w) => `${rule} -l ${w.text.slice(2)} -d ${quoted(w.description)}`),
    ];
  });
  return `# ixlab completion; made by "ixlab completion"\ncomplete -c ixlab -f\n${lines.join("\n")}\n`;
}
