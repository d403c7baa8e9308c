/** The service that a command speaks to, and the experiment that it names there. */
import type { Command } from "commander";
import { readConfig } from "../config.ts";
import { EXIT, ExitError } from "./exit.ts";
import { graphqlRequest, INTERACTIVE_MS } from "./graphql-client.ts";

export interface ServerOptions {
  readonly server?: string;
  readonly json?: boolean;
}

export const withServerOption = (command: Command): Command =>
  command.option("--server <url>", "the service (default: IXLAB_SERVER, or http://127.0.0.1:4000)");

export const withServerOptions = (command: Command): Command =>
  withServerOption(command).option("--json", "print one JSON document");

export const serverUrl = ({ server }: ServerOptions): string =>
  readConfig(server === undefined ? process.env : { ...process.env, IXLAB_SERVER: server })
    .IXLAB_SERVER;

export const endpointOf = (options: ServerOptions): string => `${serverUrl(options)}/graphql`;

/** Asks the service; gives up after a few seconds if there is none. */
export const ask = <T>(
  options: ServerOptions,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> => graphqlRequest<T>(endpointOf(options), query, variables, INTERACTIVE_MS);

export interface NamedExperiment {
  readonly id: string;
  readonly number: number;
}

const FIND = `query Find($id: ID, $number: Int) { experiment(id: $id, number: $number) { id number } }`;

/** Finds `12`, `#12` or a global id; ends the command if there is none. */
export async function findExperiment(
  options: ServerOptions,
  name: string,
): Promise<NamedExperiment> {
  const digits = /^#?([1-9]\d{0,8})$/.exec(name)?.[1];
  const variables = digits === undefined ? { id: name } : { number: Number(digits) };
  if (digits === undefined && !/^[\w-]{20,200}$/.test(name)) {
    const message = `ixlab: "${name}" names no experiment; give its number, as in "ixlab view 12"`;
    throw new ExitError(EXIT.usage, `${message} ("ixlab list" lists them)`);
  }
  const { experiment } = await ask<{ experiment: NamedExperiment | null }>(
    options,
    FIND,
    variables,
  );
  if (experiment !== null) return experiment;
  const message = `ixlab: there is no experiment ${name} at ${serverUrl(options)}`;
  throw new ExitError(EXIT.failed, message);
}

/** What the user has to add to a command so that it reaches the same service. */
export const serverFlag = ({ server }: ServerOptions): string =>
  server === undefined ? "" : ` --server ${server}`;

export const printJson = (value: unknown): void =>
  void process.stdout.write(`${JSON.stringify(value, null, 1)}\n`);
