/** Scalars: whole numbers as decimal text, UTC times, and JSON values within stated limits. */
import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from "graphql";
import { badInput } from "./errors.ts";
import { jsonFault } from "./graphql/json-fault.ts";

function toBigInt(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "string" && /^-?[0-9]{1,20}$/.test(value)) return BigInt(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  throw badInput('A BigInt is a whole number as decimal text, such as "42".');
}

export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: "BigInt",
  description: "A whole number beyond 2^31, or a seed, as decimal text.",
  serialize: (value) => toBigInt(value).toString(),
  parseValue: toBigInt,
  parseLiteral(node) {
    if (node.kind === Kind.INT || node.kind === Kind.STRING) return toBigInt(node.value);
    throw badInput('A BigInt is a whole number as decimal text, such as "42".');
  },
});

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function toDate(value: unknown): Date {
  const date = typeof value === "string" && RFC3339.test(value) ? new Date(value) : null;
  if (date === null || Number.isNaN(date.getTime())) {
    throw badInput('A DateTime is RFC 3339 text, such as "2026-11-22T15:04:07Z".');
  }
  return date;
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: "DateTime",
  description: "A time, as RFC 3339 text in UTC.",
  serialize(value) {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError("a DateTime must be a Date");
  },
  parseValue: toDate,
  parseLiteral: (node) => toDate(node.kind === Kind.STRING ? node.value : undefined),
});

function checked(value: unknown): unknown {
  const fault = jsonFault(value);
  if (fault !== null) throw badInput(fault);
  return value;
}

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: "JSON",
  description: "Any JSON value.",
  serialize: (value) => value,
  parseValue: checked,
  parseLiteral: (node: ValueNode, variables) => checked(valueFromASTUntyped(node, variables)),
});
