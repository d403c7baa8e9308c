/** Text that came with a request: what Postgres cannot store is refused before it gets there. */
import { type DocumentNode, visit } from "graphql";
import { badInput } from "../errors.ts";
import { textFault } from "./json-fault.ts";

/** Throws if a text in the document's literals or in the variables cannot be stored. */
export function checkText(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  visit(document, {
    StringValue(node) {
      refuse(node.value);
    },
  });
  const rest: unknown[] = [variables];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string") refuse(value);
    if (typeof value !== "object" || value === null) continue;
    for (const child of Object.values(value)) rest.push(child);
  }
}

function refuse(text: string): void {
  const fault = textFault(text);
  if (fault !== null) throw badInput(fault);
}
