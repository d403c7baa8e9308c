/**
 * A member of a family in a definition: its name alone (`ix`), or its name with parameters
 * (`{ kind: ix, batchBound: 16 }`). The output is complete: every parameter has its value.
 */
import { z } from "zod";
import { defaultsOf, type Member, type ParamValue } from "../../params.ts";
import type { Choice } from "../plan.ts";
import { didYouMean, type Mistake, passOn, report, show } from "./issue.ts";
import { annotate } from "./json-schema.ts";
import { paramJsonSchema, paramValue } from "./param.ts";

/** Schema of a choice among `members`; `family` is the word for messages ("dataplane"). */
export function memberChoice(family: string, members: readonly Member[]): z.ZodType<Choice> {
  const schema = z.unknown().transform((input, ctx): Choice => {
    const kind = kindOf(input);
    const member = members.find((m) => m.id === kind);
    if (member === undefined) {
      report(ctx, input, unknownKind(family, kind, members), isMapping(input) ? ["kind"] : []);
      return z.NEVER;
    }
    const params: Record<string, ParamValue> = { ...defaultsOf(member.params) };
    const given = isMapping(input) ? input : {};
    for (const [name, value] of Object.entries(given)) {
      if (name !== "kind") readParam(member, name, value, params, ctx);
    }
    return { kind: member.id, params };
  });
  return annotate(schema as unknown as z.ZodType<Choice>, jsonSchemaOf(family, members));
}

const isMapping = (input: unknown): input is Readonly<Record<string, unknown>> =>
  input !== null && typeof input === "object" && !Array.isArray(input);

const kindOf = (input: unknown): unknown => (isMapping(input) ? input["kind"] : input);

function unknownKind(family: string, kind: unknown, members: readonly Member[]): Mistake {
  const allowed = members.map((m) => m.id);
  if (kind === undefined) {
    return { code: "MISSING", message: `a ${family} is required`, allowed };
  }
  const hint = typeof kind === "string" ? didYouMean(kind, allowed) : undefined;
  return {
    code: "UNKNOWN_VALUE",
    message: `${show(kind)} is not a known ${family}`,
    allowed,
    ...(hint && { hint }),
  };
}

function readParam(
  member: Member,
  name: string,
  value: unknown,
  params: Record<string, ParamValue>,
  ctx: { readonly issues: z.core.$ZodRawIssue[] },
): void {
  const param = Object.hasOwn(member.params, name) ? member.params[name] : undefined;
  if (param === undefined) {
    const allowed = Object.keys(member.params);
    const hint = didYouMean(name, allowed);
    const message = `${name} is not a parameter of "${member.id}"`;
    report(ctx, value, { code: "UNKNOWN_KEY", message, allowed, ...(hint && { hint }) }, [name]);
    return;
  }
  const parsed = paramValue(param).safeParse(value);
  if (parsed.success) params[name] = parsed.data;
  else passOn(ctx, parsed.error.issues, [name]);
}

function jsonSchemaOf(family: string, members: readonly Member[]): object {
  const objects = members.map((member) => ({
    type: "object",
    title: member.title,
    description: member.doc,
    properties: {
      kind: { const: member.id },
      ...Object.fromEntries(
        Object.entries(member.params).map(([name, param]) => [name, paramJsonSchema(param)]),
      ),
    },
    required: ["kind"],
    additionalProperties: false,
  }));
  return {
    description: `The ${family}: a name, or an object with its parameters.`,
    anyOf: [{ type: "string", enum: members.map((m) => m.id) }, ...objects],
  };
}
