/** The committed SDL is what the code serves, and everything in it is described. */
import { readFileSync } from "node:fs";
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, printSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { schema } from "../../../src/api/schema.ts";

const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));

describe("the schema", () => {
  it("is printed in src/api/schema.graphql (after a change: npm run -s schema > that file)", () => {
    const committed = readFileSync("src/api/schema.graphql", "utf8");
    expect(`${printSchema(schema)}\n`).toBe(committed);
  });

  it("describes every type, field, argument and enum value", () => {
    const silent: string[] = [];
    const look = (name: string, description: string | null | undefined) => {
      if (description == null || description.trim() === "") silent.push(name);
    };
    for (const type of types) {
      const isBuiltIn = ["String", "Int", "Float", "Boolean", "ID"].includes(type.name);
      if (!isBuiltIn) look(type.name, type.description);
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          look(`${type.name}.${field.name}`, field.description);
          for (const arg of field.args) {
            look(`${type.name}.${field.name}(${arg.name})`, arg.description);
          }
        }
      }
      if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          look(`${type.name}.${field.name}`, field.description);
        }
      }
      if (isEnumType(type)) {
        for (const value of type.getValues()) look(`${type.name}.${value.name}`, value.description);
      }
    }
    expect(silent).toEqual([]);
  });

  it("asks for one complete choice where input has several forms", () => {
    const spec = schema.getType("SpecInput");
    expect(isInputObjectType(spec) && spec.isOneOf).toBe(true);
  });
});
