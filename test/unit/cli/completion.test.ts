/** Completion scripts: shells accept them, and bash offers what it should. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { completionScript, SHELLS } from "../../../src/cli/completion/script.ts";
import { wordsOf } from "../../../src/cli/completion/words.ts";
import { makeProgram } from "../../../src/cli/program.ts";

const words = wordsOf(makeProgram());

/** What bash would offer at the end of a line. */
function offered(line: string): readonly string[] {
  const script = `${completionScript("bash", words)}
COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}
_ixlab; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe("in bash", () => {
  it("commands, subcommands and their options are offered", () => {
    expect(offered("ixlab com")).toEqual(["compare", "completion"]);
    expect(offered("ixlab preset ")).toEqual(["list", "show", "render"]);
    expect(offered("ixlab compare --min")).toEqual(["--min-effect"]);
    expect(offered("ixlab completion z")).toEqual(["zsh"]);
  });

  it("presets are offered by name, and after the colon as bash wants them", () => {
    expect(offered("ixlab preset show osdi14/fig6")).toEqual(["osdi14/fig6-batch-bound"]);
    expect(offered("ixlab run pres")).toContain("preset:quickstart");
    expect(offered("ixlab run preset:osdi14/fig6")).toEqual(["osdi14/fig6-batch-bound"]);
  });

  it("files are offered where a definition is read, and only there", () => {
    expect(offered("ixlab run packa")).toContain("package.json");
    expect(offered("ixlab cancel packa")).toEqual([]);
  });
});

describe("every script", () => {
  it.each(SHELLS)("for %s names every command", (shell) => {
    const script = completionScript(shell, words);
    for (const { command } of words) {
      const last = command.split(" ").at(-1) ?? "";
      expect(script).toContain(last);
    }
  });
});
