/** `ixlab api graphql`: any query to the service, for scripts. */
import { Command } from "commander";
import { readFileSync } from "node:fs";
import { EXIT, ExitError } from "../exit.ts";
import { postGraphql } from "../graphql-client.ts";
import { repeated } from "../repeated.ts";
import { endpointOf, printJson, type ServerOptions, withServerOption } from "../running-service.ts";

interface ApiOptions extends ServerOptions {
  readonly field?: readonly string[];
}

export function apiCommand(): Command {
  const graphql = withServerOption(new Command("graphql"))
    .description("send a GraphQL request and print what comes back")
    .option(
      "-f, --field <name=value>",
      "query=..., or a variable; @file reads a file, @- standard input; may be repeated",
      repeated,
    )
    .addHelpText(
      "after",
      `
A value that is JSON is sent as such, anything else as text.
Ends with 1 if the answer has errors.

Examples:
  ixlab api graphql -f query='{ experiments(first: 3) { nodes { name } } }'
  ixlab api graphql -f query=@view.graphql -f number=12`,
    )
    .action(send);
  return new Command("api")
    .description("speak to the service's API directly")
    .addCommand(graphql)
    .addHelpText("after", "\nExample:\n  ixlab api graphql -f query='{ __typename }'");
}

async function send(options: ApiOptions): Promise<void> {
  const fields = new Map((options.field ?? []).map(fieldOf));
  const query = fields.get("query");
  if (query === undefined) {
    throw new ExitError(EXIT.usage, "ixlab: give a query: -f query='{ ... }', or -f query=@file");
  }
  fields.delete("query");
  const variables = Object.fromEntries([...fields].map(([name, text]) => [name, valueOf(text)]));
  const answer = await postGraphql(endpointOf(options), query, variables);
  printJson(answer);
  if (answer.errors !== undefined) throw new ExitError(EXIT.failed);
}

function fieldOf(field: string): readonly [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(field) ?? [];
  if (name === undefined || value === undefined) {
    throw new ExitError(EXIT.usage, `ixlab: -f ${field}: write name=value`);
  }
  if (!value.startsWith("@")) return [name, value];
  const file = value.slice(1);
  try {
    return [name, readFileSync(file === "-" ? 0 : file, "utf8")];
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing ? "does not exist" : String(error);
    throw new ExitError(EXIT.usage, `ixlab: -f ${name}: ${file} ${reason}`);
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
