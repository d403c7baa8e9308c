/** Files of measured service times in a definition. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readDefinitionFile } from "../../../src/cli/definition-file.ts";
import { parseDefinition } from "../../../src/experiment/parse.ts";
import { parseSamples } from "../../../src/experiment/samples.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ixlab-samples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const definition = (workload: string) => `
apiVersion: ix/v1
kind: Experiment
name: measured times
platform: xeon-e5-2665
dataplane: ideal-central
workload: { kind: synthetic-empirical, ${workload} }
loads: [100krps]
replications: 1
rootSeed: "1"
phases: { warmup: 1ms, measure: 10ms }
`;

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe("samplesFrom", () => {
  it("is the same as the list written out, wherever the definition lies", () => {
    write("deep/times.csv", "# measured\n1us\n\n  2.5us\r\n1ms\n");
    const file = write("deep/experiment.yaml", definition("samplesFrom: times.csv"));
    const listed = parseDefinition(definition("samples: [1us, 2.5us, 1ms]"));
    expect(listed.ok && readDefinitionFile(file).definition).toEqual(
      listed.ok && listed.definition,
    );
  });

  it("names the line of the file that is wrong", () => {
    write("bad.csv", "1us\ntwo\n3\n-4us\n");
    const file = write("bad.yaml", definition("samplesFrom: bad.csv"));
    expect(() => readDefinitionFile(file)).toThrow(/bad\.csv:2:1/);
    const parsed = parseSamples("1us\ntwo\n  3\n-4us\n");
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      { code: "WRONG_TYPE", line: 2, column: 1 },
      { code: "UNIT_REQUIRED", line: 3, column: 3 },
      { code: "OUT_OF_RANGE", line: 4 },
    ]);
  });

  it("is refused when the file is missing or empty, beside samples, and in other workloads", () => {
    const missing = write("missing.yaml", definition("samplesFrom: nowhere.csv"));
    expect(() => readDefinitionFile(missing)).toThrow(/nowhere\.csv does not exist/);
    write("empty.csv", "# nothing\n");
    const empty = write("empty.yaml", definition("samplesFrom: empty.csv"));
    expect(() => readDefinitionFile(empty)).toThrow(/0 samples are outside 1 to/);
    write("good.csv", "1us\n");
    const both = write("both.yaml", definition("samples: [1us], samplesFrom: good.csv"));
    expect(() => readDefinitionFile(both)).toThrow(/samplesFrom/);
    const other = definition("samplesFrom: good.csv").replace("empirical", "exponential");
    expect(() => readDefinitionFile(write("other.yaml", other))).toThrow(/samples/);
  });
});
