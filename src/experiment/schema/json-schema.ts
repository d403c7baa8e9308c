/**
 * JSON Schema of the definition, made from the same zod schema that parses it. A schema whose input
 * is not what zod can see (text that becomes a number) is annotated with how its input looks.
 */
import { z } from "zod";

const annotations = new WeakMap<object, object>();

/** States how the input of a schema looks in JSON Schema. */
export function annotate<S extends z.ZodType>(schema: S, jsonSchema: object): S {
  annotations.set(schema, jsonSchema);
  return schema;
}

/** The JSON Schema (draft 2020-12) of what people write. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const annotation = annotations.get(zodSchema);
      if (annotation === undefined) return;
      for (const key of Object.keys(jsonSchema))
        delete (jsonSchema as Record<string, unknown>)[key];
      Object.assign(jsonSchema, annotation);
    },
  });
}
