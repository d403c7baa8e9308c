#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine`: the same commands and the same JSON-RPC over
 * standard input and output, answered by Prisma's own WebAssembly engine. Only `prisma` starts it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { adapterFactory, runDatabaseCommand } from "./schema-engine-database.mjs";

/** A Rust panic shows as an uncaught trap whose text is here. */
const panic = { message: "", set_message: (message) => (panic.message = message) };
globalThis.PRISMA_WASM_PANIC_REGISTRY = panic;

function log(level, fields) {
  const line = {
    timestamp: new Date().toISOString(),
    level,
    fields,
    target: "schema_engine::logger",
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

process.on("uncaughtException", (error) => {
  log("ERROR", { message: panic.message || String(error?.stack ?? error), is_panic: true });
  process.exit(101); // as the native engine does
});

function parseArguments(argv) {
  const parsed = { datamodels: [], datasource: {}, command: undefined };
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === "--datamodels") parsed.datamodels.push(argv[++i]);
    else if (argv[i] === "--datasource") parsed.datasource = JSON.parse(argv[++i]);
    else if (argv[i] === "cli") parsed.command = argv[++i];
    else if (argv[i] === "--version" || argv[i] === "-V") parsed.command = "version";
    else if (argv[i].startsWith("--")) i++;
  }
  return parsed;
}

/** `schema-engine cli can-connect-to-database` and the like: one answer, then exit. */
async function answerCommand(command, datasource) {
  if (command === "version") {
    console.log("schema-engine-wasm");
    process.exit(0);
  }
  log("INFO", { message: "Starting schema engine CLI" });
  try {
    await runDatabaseCommand(command, datasource.url);
    process.exit(0);
  } catch (error) {
    const error_code = error.code === "3D000" ? "P1003" : "P1001";
    log("ERROR", {
      is_panic: false,
      error_code,
      message: String(error.message || error.code || error),
    });
    process.exit(1);
  }
}

async function loadGlue() {
  const name = "@prisma/schema-engine-wasm/schema_engine_bg";
  const glue = await import(name);
  const folder = path.dirname(createRequire(import.meta.url).resolve(name));
  const { instance } = await WebAssembly.instantiate(
    readFileSync(path.join(folder, "schema_engine_bg.wasm")),
    { "./schema_engine_bg.js": glue },
  );
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

async function createEngine({ datamodels, datasource }) {
  const glue = await loadGlue();
  const adapter = bindMigrationAwareSqlAdapterFactory(
    adapterFactory(datasource.url ?? process.env.DATABASE_URL, datasource.shadowDatabaseUrl),
  );
  const files = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  const options = { datamodels: files.length > 0 ? files : undefined };
  return { adapter, engine: await glue.SchemaEngine.new(options, () => {}, adapter) };
}

/** Errors of the driver cross WebAssembly as a number; the adapter kept the error itself. */
function driverError(adapter, error) {
  const match = /external error|ID:\s*(\d+)/.exec(String(error?.message));
  if (match === null) return error;
  return adapter.errorRegistry?.consumeError?.(Number(match[1] ?? 0))?.error ?? error;
}

async function call({ engine, adapter }, method, params) {
  try {
    return await engine[method === "getDatabaseVersion" ? "version" : method](params);
  } catch (error) {
    throw driverError(adapter, error);
  }
}

const send = (message) =>
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

function sendError(id, error) {
  const data = {
    is_panic: false,
    message: String(error?.message ?? error),
    error_code: error?.code,
    meta: error?.meta,
  };
  send({ id, error: { code: 4466, message: "An error happened. See data.", data } });
}

/** The native engine prints the text of a diff while it works; this one returns it. */
function printDiff(request, result) {
  if (request.method !== "diff" || result?.stdout == null) return;
  send({ id: 1e6 + request.id, method: "print", params: { content: result.stdout } });
}

function serve(options) {
  let engine; // made at the first request: `prisma` also starts us only to see that we start
  let last = Promise.resolve(); // the engine answers one request at a time
  const answer = async (request) => {
    try {
      engine ??= createEngine(options);
      const result = await call(await engine, request.method, request.params);
      printDiff(request, result);
      send({ id: request.id, result: result ?? {} });
    } catch (error) {
      sendError(request.id, error);
    }
  };
  createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
    .on("line", (line) => {
      const request = line.trim() === "" ? {} : JSON.parse(line);
      if (request.method !== undefined) last = last.then(() => answer(request));
    })
    .on("close", () => {
      void last.finally(() => process.exit(0));
    });
}

const options = parseArguments(process.argv.slice(2));
if (options.command !== undefined) await answerCommand(options.command, options.datasource);
else serve(options);
