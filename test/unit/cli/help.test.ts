/** The help of every command: it fits a screen, has an example, and explains what it takes. */
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { commandsBelow, makeProgram } from "../../../src/cli/program.ts";

const COLUMNS = 80;
const MOST_LINES = 40;

/** As it is printed where the terminal is 80 columns wide, or unknown. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => COLUMNS });
  command.outputHelp();
  return text;
}

const program = makeProgram();
const all = [program, ...commandsBelow(program)];
const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

describe.each(all.map((command) => [pathOf(command), command] as const))("%s", (name, command) => {
  const lines = helpOf(command).trimEnd().split("\n");

  it("has help that fits one screen", () => {
    expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
    expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
  });

  it("has an example of itself", () => {
    const at = lines.findIndex((line) => /^Examples?:$/.test(line));
    const examples = lines.slice(at + 1).filter((line) => line.startsWith("  "));
    expect(at).toBeGreaterThan(0);
    expect(examples.some((line) => line.includes(name))).toBe(true);
  });

  it("says what it does and what each argument and option is", () => {
    const said = [
      ...command.registeredArguments.map((part) => [part.name(), part.description]),
      ...command.options.map((part) => [part.flags, part.description]),
    ];
    expect(command.description()).not.toBe("");
    expect(said.filter(([, description]) => description === "")).toEqual([]);
  });
});

describe("the help of ixlab", () => {
  it("lists every command and every exit code", () => {
    const text = helpOf(program);
    for (const command of program.commands) expect(text).toMatch(`  ${command.name()} `);
    expect(text).toMatch(/Exit codes: 0 .*1 .*2 .*99 .*130 /);
  });
});
