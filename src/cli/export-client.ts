/** An export from the service: the file of its address, piece by piece. */
import type { ExportChoice } from "../export/export.ts";
import { EXIT, ExitError } from "./exit.ts";
import { graphqlRequest } from "./graphql-client.ts";

/** @param experiment its number, or its global id. */
export async function fetchExport(
  serviceUrl: string,
  experiment: string,
  { grain, format, comments }: ExportChoice,
): Promise<AsyncIterable<Uint8Array>> {
  const url = serviceUrl.replace(/\/+$/, "");
  const isNumber = /^[0-9]+$/.test(experiment);
  const number = isNumber ? experiment : await numberOf(url, experiment);
  const query = comments ? "?header=true" : "";
  const address = `${url}/experiments/${number}/export/${grain.id}.${format.id}${query}`;
  const response = await fetch(address).catch(() => {
    throw new ExitError(EXIT.failed, `ixlab: no service answers at ${url}; --url names another`);
  });
  if (!response.ok || response.body === null) throw await refusalOf(response, experiment);
  return response.body;
}

async function numberOf(url: string, id: string): Promise<number> {
  const { experiment } = await graphqlRequest<{ experiment: { readonly number: number } | null }>(
    `${url}/graphql`,
    "query Number($id: ID!) { experiment(id: $id) { number } }",
    { id },
  );
  if (experiment === null) throw new ExitError(EXIT.failed, `ixlab: there is no experiment ${id}`);
  return experiment.number;
}

async function refusalOf(response: Response, experiment: string): Promise<ExitError> {
  const { errors = [] } = (await response.json().catch(() => ({}))) as {
    readonly errors?: readonly { readonly message: string }[];
  };
  const said = errors.map(({ message }) => message).join(" ") || `HTTP ${response.status}`;
  return new ExitError(EXIT.failed, `ixlab: ${experiment}: ${said}`);
}
