/** What may be done with an experiment, through GraphQL: payloads, refusals with hints, clones. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiWorld,
  definitionText,
  finishRuns,
  startApiWorld,
  submit,
} from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world?.stop());

let seed = 100;

/** Six runs of its own. */
const submitted = async (more: Record<string, unknown> = {}): Promise<string> => {
  const yaml = definitionText({ rootSeed: String((seed += 1)) });
  return (await submit(world, yaml, more)).experiment.id;
};

async function act(mutation: string, id: string, counts = "", input = "") {
  const { data, errors } = await world.graphql(
    `mutation ($id: ID!) {
      acted: ${mutation}(id: $id${input}) {
        ${counts}
        experiment { state allowedActions missing { total failed cancelled deleted } }
        userErrors { __typename code message field allowed hint }
      }
    }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data.acted;
}

describe("actions", () => {
  it("cancel with counts, twice the same, and fill in what was cancelled", async () => {
    const id = await submitted();
    await finishRuns(world, 2);
    const counts = "runsStopped runsDropped runsFinished";
    const cancelled = await act("experimentCancel", id, counts);
    expect(cancelled).toEqual({
      runsStopped: 0,
      runsDropped: 4,
      runsFinished: 2,
      experiment: {
        state: "CANCELLED",
        allowedActions: ["FILL_MISSING"],
        missing: { total: 4, failed: 0, cancelled: 4, deleted: 0 },
      },
      userErrors: [],
    });
    expect(await act("experimentCancel", id, counts)).toEqual(cancelled);
    const retried = await act(
      "experimentFillMissing",
      id,
      "runsAdded",
      ", input: { kinds: [FAILED] }",
    );
    expect(retried).toMatchObject({ runsAdded: 0, experiment: { state: "CANCELLED" } });
    const filled = await act("experimentFillMissing", id, "runsAdded");
    expect(filled).toMatchObject({ runsAdded: 4, experiment: { state: "QUEUED" } });
    await finishRuns(world);
    const { data } = await world.graphql(
      `query ($id: ID!) { experiment(id: $id) { state digest progress { runsDone runsCancelled } } }`,
      { id },
    );
    expect(data.experiment).toMatchObject({
      state: "SUCCEEDED",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      progress: { runsDone: 6, runsCancelled: 0 },
    });
  });

  it("pause and resume, offering in each state what changes something", async () => {
    const id = await submitted();
    expect((await act("experimentPause", id)).experiment).toMatchObject({
      state: "PAUSED",
      allowedActions: ["CANCEL", "RESUME", "FILL_MISSING"],
    });
    expect(await finishRuns(world)).toBe(0);
    expect((await act("experimentResume", id)).experiment.state).toBe("QUEUED");
    await finishRuns(world);
  });

  it("are refused where they make no sense: code, allowed states, hint", async () => {
    const id = await submitted();
    await finishRuns(world);
    const { experiment, userErrors } = await act("experimentPause", id);
    expect(experiment.state).toBe("SUCCEEDED");
    expect(userErrors).toEqual([
      {
        __typename: "ActionError",
        code: "ILLEGAL_STATE",
        message:
          "The experiment is SUCCEEDED; this is allowed if it is QUEUED, RUNNING, PAUSING, PAUSED.",
        field: null,
        allowed: ["QUEUED", "RUNNING", "PAUSING", "PAUSED"],
        hint: "It has ended. Clone it to run something like it.",
      },
    ]);
    const cancelled = await submitted();
    await act("experimentCancel", cancelled);
    const [refusal] = (await act("experimentResume", cancelled)).userErrors;
    expect(refusal).toMatchObject({ code: "ILLEGAL_STATE", allowed: expect.any(Array) as unknown });
    expect(refusal.hint).toContain("Fill in");
  });

  it("know nothing of an experiment that is not there", async () => {
    const nobody = "Experiment:00000000-0000-7000-8000-000000000000";
    const id = Buffer.from(nobody).toString("base64url");
    for (const mutation of ["Cancel", "Pause", "Resume", "FillMissing"]) {
      const { experiment, userErrors } = await act(`experiment${mutation}`, id);
      expect(experiment).toBeNull();
      expect(userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["id"] }]);
    }
  });
});

const CLONE = `mutation ($id: ID!) {
  experimentClone(id: $id) {
    definitionText clonedFrom { id number } warnings { message } userErrors { code }
  }
}`;

describe("a clone", () => {
  it("begins with the same text, stores nothing, and remembers its parent once submitted", async () => {
    const id = await submitted();
    const before = await world.db.experiment.count();
    const { data } = await world.graphql(CLONE, { id });
    const { definitionText: text, clonedFrom, warnings } = data.experimentClone;
    expect(JSON.parse(text).rootSeed).toBe(String(seed));
    expect(warnings).toEqual([]);
    expect(await world.db.experiment.count()).toBe(before);
    const { experiment } = await submit(world, text, { clonedFromId: clonedFrom.id });
    const read = await world.graphql(
      `query ($id: ID!) { experiment(id: $id) { clonedFrom { id } cachePolicy } }`,
      { id: experiment.id },
    );
    expect(read.data.experiment).toEqual({ clonedFrom: { id }, cachePolicy: "REUSE" });
    while ((await finishRuns(world)) > 0); // so that the next test finds nothing waiting
  });

  it("of nothing is refused, and so is a parent that is not there", async () => {
    const nobody = "Experiment:00000000-0000-7000-8000-000000000000";
    const id = Buffer.from(nobody).toString("base64url");
    const { data } = await world.graphql(CLONE, { id });
    expect(data.experimentClone).toMatchObject({
      definitionText: null,
      userErrors: [{ code: "NOT_FOUND" }],
    });
    const { experiment, userErrors } = await submit(world, definitionText(), { clonedFromId: id });
    expect(experiment).toBeNull();
    expect(userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["clonedFromId"] }]);
  });
});

describe("REFRESH", () => {
  it("computes again what is known, and is another request under the same key", async () => {
    const yaml = definitionText({ rootSeed: String((seed += 1)) });
    const idempotencyKey = "refresh or not";
    await submit(world, yaml, { idempotencyKey });
    await finishRuns(world);
    const reused = await submit(world, yaml, { idempotencyKey, cache: "REFRESH" });
    expect(reused.userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    const again = await submit(world, yaml, { cache: "REFRESH" });
    expect(again.experiment.state).toBe("QUEUED");
    expect(await finishRuns(world)).toBe(6);
    const { data } = await world.graphql(
      `query ($id: ID!) { experiment(id: $id) { state cachePolicy progress { runsCached } } }`,
      { id: again.experiment.id },
    );
    expect(data.experiment).toEqual({
      state: "SUCCEEDED",
      cachePolicy: "REFRESH",
      progress: { runsCached: 0 },
    });
  });
});
