import { UsageError } from '../errors.ts';
import { textOf } from './arguments.ts';
import type { Arguments, Command } from './command.ts';
import type { Io } from './io.ts';

/** `holdshort completion SHELL`: prints a script that completes commands and options, made from their declarations. */
export async function completion(args: Arguments, io: Io, commands: readonly Command[]): Promise<number> {
  const shell = textOf(args, 'shell');
  const words = await wordsOf(commands);
  if (shell === 'bash') io.stdout.write(bashScript(words));
  else if (shell === 'zsh') io.stdout.write(zshScript(words));
  else throw new UsageError(`completion ${shell}: not one of bash, zsh.`);
  return 0;
}

interface CommandWords {
  readonly command: string;
  readonly describe: string;
  /** `--to`, `-o`. */
  readonly options: readonly string[];
}

async function wordsOf(commands: readonly Command[]): Promise<readonly CommandWords[]> {
  const { default: yargs } = await import('yargs');
  return await Promise.all(
    commands.map(async ({ usage, describe, options }) => {
      const parser = options(yargs([]).help(false).version(false));
      // yargs offers a short name as `--o`, which nobody types.
      const names = (await parser.getCompletion(['--'])).filter((name) => name.length > 3);
      return { command: usage.split(' ')[0] ?? usage, describe, options: [...new Set(names)].sort() };
    }),
  );
}

function bashScript(words: readonly CommandWords[]): string {
  const cases = words.map(({ command, options }) => `    ${command}) words="${options.join(' ')}" ;;`);
  return `# holdshort completion for bash: source <(holdshort completion bash)
_holdshort() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${words.map(({ command }) => command).join(' ')} --help --version" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _holdshort holdshort kubectl-holdshort
`;
}

function zshScript(words: readonly CommandWords[]): string {
  const names = words.map(({ command, describe }) => `    '${command}:${zshText(describe)}'`);
  const cases = words.map(({ command, options }) => `    ${command}) options=(${options.join(' ')}) ;;`);
  return `#compdef holdshort kubectl-holdshort
# holdshort completion for zsh: source <(holdshort completion zsh)
_holdshort() {
  local -a commands options
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "\${words[2]}" in
${cases.join('\n')}
  esac
  if [[ "$PREFIX" == -* ]]; then
    compadd -- $options
  else
    _files
  fi
}
compdef _holdshort holdshort kubectl-holdshort
`;
}

/** A colon parts name and description, and a quote ends the word. */
function zshText(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', '\\:');
}
