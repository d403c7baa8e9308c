/** Prints the schema as SDL: `npm run schema` writes it to schema.graphql. */
import { printSchema } from "graphql";
import { schema } from "./schema.ts";

process.stdout.write(`${printSchema(schema)}\n`);
