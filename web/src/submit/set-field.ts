/** Changes in the text of a definition that leave the rest of it as it was written. */

/** A top-level field with all that is indented below it, or its place at the end of the text. */
export function setField(text: string, name: string, value: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith(`${name}:`));
  const block = value.split("\n");
  if (first === -1) {
    const end = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    return `${end}${value}\n`;
  }
  const length = lines.slice(first + 1).findIndex((line) => /^[^\s#]/.test(line));
  const after = length === -1 ? lines.length : first + 1 + length;
  const rest = lines.slice(after);
  return [...lines.slice(0, first), ...block, ...(rest.length === 0 ? [""] : rest)].join("\n");
}

interface OfferedParam {
  readonly name: string;
  readonly default: string;
  readonly isList: boolean;
}

/** A member of a family with all its parameters at their defaults. */
export function memberText(
  field: string,
  { id, params }: { readonly id: string; readonly params: readonly OfferedParam[] },
): string {
  if (params.length === 0) return `${field}: ${id}`;
  const lines = params.map(({ name, default: text }) => `  ${name}: ${text}`);
  return [`${field}:`, `  kind: ${id}`, ...lines].join("\n");
}
