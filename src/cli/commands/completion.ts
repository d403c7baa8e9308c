/** `ixlab completion bash|zsh|fish`: what a shell needs to complete our commands and options. */
import { Argument, Command } from "commander";
import { completionScript, SHELLS, type Shell } from "../completion/script.ts";
import { wordsOf } from "../completion/words.ts";

/** @param program whose commands are completed. */
export function completionCommand(program: Command): Command {
  return new Command("completion")
    .description("print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText(
      "after",
      `
Examples:
  source <(ixlab completion bash)                  in ~/.bashrc
  source <(ixlab completion zsh)                   in ~/.zshrc, after compinit
  ixlab completion fish > ~/.config/fish/completions/ixlab.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, wordsOf(program)));
    });
}
