/** Colour on standard error, and only where a person will see it. */
import { styleText } from "node:util";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

const enabled = (): boolean => {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stderr.isTTY === true && process.stdout.isTTY === true;
};

export function paint(style: Style, text: string): string {
  return enabled() ? styleText(style, text, { validateStream: false }) : text;
}
