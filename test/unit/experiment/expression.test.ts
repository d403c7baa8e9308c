/** The language of `where` and `when` means what it says, or is refused with the place of the mistake. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCondition, type Type } from "../../../src/experiment/expression/check-expression.ts";
import { holds, type Scope, type Value } from "../../../src/experiment/expression/evaluate.ts";
import { parseExpression } from "../../../src/experiment/expression/parse-expression.ts";
import { ExpressionError, type Fault } from "../../../src/experiment/expression/syntax.ts";

const NAMES: Readonly<Record<string, { readonly type: Type; readonly value: Value | undefined }>> =
  {
    system: { type: { kind: "text", words: ["IX", "Linux"] }, value: "IX" },
    load: { type: { kind: "number", of: "rate" }, value: 2e6 },
    cores: { type: { kind: "number", of: "number" }, value: 6 },
    "workload.think": { type: { kind: "number", of: "time" }, value: 500e6 },
    "dataplane.batchBound": { type: { kind: "number", of: "number" }, value: undefined },
  };
const VOCABULARY = {
  types: new Map(Object.entries(NAMES).map(([name, { type }]) => [name, type])),
  refused: new Map([["loadPattern", "no system here has one"]]),
};
const SCOPE: Scope = { subject: "IX", valueOf: (name) => NAMES[name]?.value };

const faultsOf = (text: string): readonly Fault[] => {
  try {
    return checkCondition(parseExpression(text).expression, VOCABULARY);
  } catch (error) {
    if (error instanceof ExpressionError) return [error.fault];
    throw error;
  }
};

function decided(text: string): boolean {
  expect(faultsOf(text), text).toEqual([]);
  return holds(parseExpression(text).expression, SCOPE);
}

describe("an expression", () => {
  it.each([
    ["1 + 2 * 3 == 7", true],
    ["(1 + 2) * 3 == 9", true],
    ["2 - 3 - 4 == -5", true],
    ["24 / 4 / 2 == 3", true],
    ["-2 * 3 == 0 - 6", true],
    ["- (2 + 3) == -5", true],
    ["7 % 4 == 3", true],
    ["5% == 0.05", true],
    ["cores%4 == 2", true],
    ["1e3 == 1000", true],
    ["2 > 1 or 1 / 0 > 1", true],
    ["2 < 1 and 1 / 0 > 1", false],
    ["1 > 2 and 1 > 2 or 2 > 1", true],
    ["1 > 2 and (1 > 2 or 2 > 1)", false],
    ["not 1 > 2 and 2 > 1", true],
    ["not (2 > 1 or 1 > 2)", false],
    ["not not cores == 6", true],
    ['system == "IX"', true],
    ["system != 'IX'", false],
    ['system in ["Linux", "IX"]', true],
    ["cores in [1, 2, 4]", false],
    ["load <= 2Mrps", true],
    ["load < 2000krps", false],
    ["load / 1krps == 2000", true],
    ["load >= 300krps * cores", true],
    ["workload.think == 0.5ms", true],
    ["workload.think + 500us == 1ms", true],
    ["min(cores, 4) == 4 and max(1, cores, 8) == 8", true],
    ["abs(4 - cores) == 2", true],
    ["floor(cores / 4) == 1", true],
    ["log2(8) == 3", true],
  ])("%s is %s", (text, value) => {
    expect(decided(text)).toBe(value);
  });

  it("is remembered in one way, whatever its spaces and quotes", () => {
    const one = parseExpression("system=='IX'and  min( cores,4 )in[ 1,2 ] or not(load>1Mrps)");
    expect(one.text).toBe('system == "IX" and min(cores, 4) in [1, 2] or not (load > 1Mrps)');
    expect(parseExpression(one.text).text).toBe(one.text);
  });
});

describe("what is wrong with an expression", () => {
  it.each([
    ["", 1, "a number, a text, a name or a parenthesis was expected, not the end"],
    ["cores >", 8, "was expected, not the end"],
    ["cores > > 1", 9, 'not ">"'],
    ["(cores > 1", 11, '")" was expected'],
    ["cores > 1)", 10, 'an operator or the end was expected, not ")"'],
    ["cores = 1", 7, '"=" does not belong here'],
    ["cores > 1 && cores < 3", 11, '"&" does not belong here'],
    ["cores in 1, 2", 10, '"[" was expected'],
    ["cores in []", 11, 'not "]"'],
    ["cores in [1 2]", 13, '"," or "]" was expected'],
    ["1 < cores < 3", 11, "a comparison cannot follow a comparison"],
    ['system == "IX', 11, "this text has no end"],
    ["cores > 012", 9, "012 could be octal"],
    ["cores > 0x1F", 9, '"x" is not a unit'],
    ["cores > 1_000", 10, '"_" does not belong here'],
    ["cores > .5", 9, '"." does not belong here'],
    ["cores > 1e400", 9, "1e400 is too large"],
    ["load > 5 Mrps", 10, "an operator or the end was expected"],
    ["load > 5Mbps", 8, '"Mbps" is not a unit'],
    ["10%3 == 1", 4, "an operator or the end was expected"],
    ["cores not in [1]", 7, 'not "not"'],
    ["round(cores) == 1", 1, "round is not a function"],
    ["min(1) == 1", 1, "min takes 2 to 8 arguments, not 1"],
    ["floor(1, 2) == 1", 1, "floor takes 1 arguments, not 2"],
    ["cores > 1; cores", 10, '";" does not belong here'],
    ["process.exit()", 1, "process.exit is not a function"],
    ["while(1)", 1, "while is not a function"],
    ["[].constructor.constructor('x')()", 3, '"." does not belong here'],
    ["cores.constructor > 1", 1, "there is no cores.constructor here"],
    ["__proto__ == 1", 1, '"_" does not belong here'],
    ["constructor == 1", 1, "there is no constructor here"],
    ["toString(1) > 1", 1, "toString is not a function"],
    [`${"(".repeat(30)}1${")".repeat(30)} == 1`, 25, "nested deeper than 24 levels"],
    [`${"- ".repeat(40)}1 == 1`, 49, "nested deeper than 24 levels"],
    ["1 == 1 and ".repeat(60), 501, "at most 500 characters"],
    ["core > 1", 1, "there is no core here"],
    ["loadPattern == 'x'", 1, "no system here has one"],
    ["cores", 1, "a condition is true or false, and this is a plain number"],
    ["load > 5", 6, "> cannot take a rate and a plain number"],
    ["load > 5us", 6, "> cannot take a rate and a time"],
    ["load * load > 5", 6, "* cannot take a rate and a rate"],
    ["5 / load > 5", 3, "/ cannot take a plain number and a rate"],
    ["load + 1 > 1rps", 6, "+ cannot take a rate and a plain number"],
    ["log2(load) > 1", 1, "log2 takes a plain number, not a rate"],
    ["max(load, 1) > 1rps", 1, "max cannot take a rate and a plain number"],
    ['system == "Lunix"', 11, '"Lunix" is none of the values here'],
    ['system > "IX"', 8, "texts have no order"],
    ['cores == "6"', 7, "== cannot take a plain number and a text"],
    ["not cores", 5, "a condition was expected, not a plain number"],
    ["(cores > 1) == (cores > 2)", 13, "not conditions"],
    ["(cores > 1) + 1 > 1", 8, "a number was expected, not a condition"],
  ])("%s is told at column %i", (text, column, message) => {
    const [fault] = faultsOf(text);
    expect(fault?.message).toContain(message);
    expect(fault?.column).toBe(column);
  });

  it("is told with what was meant", () => {
    expect(faultsOf("core > 1")[0]?.hint).toBe('did you mean "cores"?');
    expect(faultsOf("flor(1) > 1")[0]?.hint).toBe('did you mean "floor"?');
    expect(faultsOf('system == "Lunix"')[0]?.hint).toBe('did you mean "Linux"?');
    expect(faultsOf("load > 5")[0]?.hint).toBe("give it a unit, as in 5Mrps");
    expect(faultsOf("load > 5 Mrps")[0]?.hint).toBe("write a unit without a space");
    expect(faultsOf("10%3 == 1")[0]?.hint).toContain("space before %");
    expect(faultsOf("cores = 1")[0]?.hint).toBe("write ==");
  });

  it("is told all at once, if its form is right", () => {
    const faults = faultsOf('core > 1 and load > 5 or system == "x" and not cores');
    expect(faults.map(({ column }) => column)).toEqual([1, 19, 36, 48]);
  });

  it.each([
    ["cores / (cores - 6) > 1", 7, "/ by zero, for IX"],
    ["cores % (cores - 6) == 1", 7, "% by zero, for IX"],
    ["log2(cores - 6) > 1", 1, "log2 of 0, for IX"],
    ["1e300 * 1e300 > 1", 7, "too large a number, for IX"],
    ["dataplane.batchBound > 1", 1, "IX has no dataplane.batchBound"],
  ])("%s cannot be told", (text, column, message) => {
    expect(faultsOf(text)).toEqual([]);
    expect(() => decided(text)).toThrow(`column ${column}: ${message}`);
  });
});

interface Sum {
  readonly text: string;
  readonly value: number;
}

/** Sums with the value that arithmetic gives them, and no more parentheses than needed or some more. */
const { sum } = fc.letrec<{ sum: Sum; product: Sum; atom: Sum }>((tie) => ({
  sum: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("product"),
    fc.tuple(tie("sum"), tie("product")).map(([a, b]) => ({
      text: `${a.text} + ${b.text}`,
      value: a.value + b.value,
    })),
    fc.tuple(tie("sum"), tie("product")).map(([a, b]) => ({
      text: `${a.text}-${b.text}`,
      value: a.value - b.value,
    })),
  ),
  product: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("atom"),
    fc.tuple(tie("product"), tie("atom")).map(([a, b]) => ({
      text: `${a.text} * ${b.text}`,
      value: a.value * b.value,
    })),
  ),
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.nat(99).map((n) => ({ text: String(n), value: n })),
    tie("sum").map(({ text, value }) => ({ text: `(${text})`, value })),
    tie("atom").map(({ text, value }) => ({ text: `-${text}`, value: -value })),
  ),
}));

describe("any expression", () => {
  it("of sums and products has the value of arithmetic", () => {
    fc.assert(
      fc.property(sum, ({ text, value }) => {
        fc.pre(text.length < 400 && Number.isSafeInteger(value) && !/[-(]{20}/.test(text));
        let parsed: ReturnType<typeof parseExpression>;
        try {
          parsed = parseExpression(`${text} == ${Math.abs(value)} * ${value < 0 ? "-1" : "1"}`);
        } catch (error) {
          expect(String(error)).toContain("nested deeper");
          return;
        }
        expect(holds(parsed.expression, SCOPE), text).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  const pieces = [
    ["cores", "load", "system", "dataplane.batchBound", "1", "0", "5%", "2Mrps", "500us", '"IX"'],
    ["+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "==", "!=", "<", ">=", "and", "or"],
    ["not", "in", "min", "log2", "floor", "abs", "max", "=", "&", ".", "'", "µ", "\u0000", "𝒳"],
  ].flat();
  const piece = fc.constantFrom(...pieces);
  const soup = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(" ")),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary", maxLength: 60 }),
  );

  it("is decided, or refused with a place in it: nothing else ever happens", () => {
    let decidedOnes = 0;
    fc.assert(
      fc.property(soup, (text) => {
        const faults = faultsOf(text);
        for (const { column, message } of faults) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(text.length + 1);
          expect(message.length).toBeGreaterThan(5);
        }
        if (faults.length > 0) return;
        const { expression, text: once } = parseExpression(text);
        expect(parseExpression(once).text).toBe(once);
        try {
          expect([true, false]).toContain(holds(expression, SCOPE));
          decidedOnes += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
      { numRuns: 4000, seed: 20261123 },
    );
    expect(decidedOnes).toBeGreaterThan(0);
  });
});
