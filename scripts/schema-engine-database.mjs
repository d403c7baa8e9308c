/**
 * How the schema engine reaches Postgres: Prisma's `pg` driver adapter, with what the engine needs
 * and the adapter lacks. `"char"` columns of the catalogue must arrive as Character (the engine
 * panics on text), and the shadow database must be another database (the adapter's own
 * `connectToShadowDb` keeps the connection string and would replay on the main one).
 */
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR_OID = 18;
const TEXT_OID = 25;
const CHAR_ARRAY_OID = 1002;

/**
 * `"char"` is decoded as text, then labelled an array of it: the nearest type in the adapter's map,
 * which `withCharacters` turns into the Character that the engine wants.
 */
const describe = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function handleRowDescription(message) {
  const chars = message.fields.filter((field) => field.dataTypeID === CHAR_OID);
  for (const field of chars) field.dataTypeID = TEXT_OID;
  describe.call(this, message);
  for (const field of chars) field.dataTypeID = CHAR_ARRAY_OID;
};

function withCharacters(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isScalar = (column) => !Array.isArray(result.rows[0]?.[column]);
    result.columnTypes = result.columnTypes.map((type, column) =>
      type === ColumnTypeEnum.CharacterArray && isScalar(column) ? ColumnTypeEnum.Character : type,
    );
    return result;
  };
  const start = adapter.startTransaction?.bind(adapter);
  if (start) adapter.startTransaction = async (...args) => withCharacters(await start(...args));
  return adapter;
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

function inDatabase(url, database) {
  const target = new URL(url);
  target.pathname = `/${encodeURIComponent(database)}`;
  target.searchParams.delete("schema");
  return target.href;
}

async function execute(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** What `prisma` asks before it migrates: is the database there, make it, drop it. */
export async function runDatabaseCommand(command, url) {
  const database = databaseOf(url);
  if (command === "can-connect-to-database") await execute(inDatabase(url, database), "select 1");
  if (command === "create-database")
    await execute(inDatabase(url, "postgres"), `create database ${quoted(database)}`);
  if (command === "drop-database")
    await execute(
      inDatabase(url, "postgres"),
      `drop database if exists ${quoted(database)} with (force)`,
    );
}

/** A database of its own for `migrate dev`, dropped when the engine has done with it. */
async function temporaryShadow(url, options) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await execute(url, `create database ${quoted(name)}`);
  const shadow = await new PrismaPg({ connectionString: inDatabase(url, name) }, options).connect();
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await execute(url, `drop database if exists ${quoted(name)} with (force)`);
  };
  return shadow;
}

export function adapterFactory(url, shadowUrl) {
  const options = { schema: new URL(url).searchParams.get("schema") ?? undefined };
  const factory = new PrismaPg({ connectionString: url }, options);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => withCharacters(await connect());
  factory.connectToShadowDb = async () =>
    withCharacters(
      shadowUrl
        ? await new PrismaPg({ connectionString: shadowUrl }, options).connect()
        : await temporaryShadow(url, options),
    );
  return factory;
}
