/** Ladders against the lists of the released controller, and the idle thresholds that follow from them. */
import { describe, expect, it } from "vitest";
import type { Constants, Ladder } from "../../../src/controlplane/contract.ts";
import { IDLE_PARAMS, idleThreshold } from "../../../src/controlplane/idle-threshold.ts";
import { backgroundLadder, energyLadder, minmaxLadder } from "../../../src/controlplane/ladders.ts";
import { staticPolicy } from "../../../src/controlplane/policies/static.ts";
import { xeonE52665 } from "../../../src/hw/platforms/xeon-e5-2665.ts";
import { xeonGold6338 } from "../../../src/hw/platforms/xeon-gold-6338.ts";
import { defaultsOf } from "../../../src/params.ts";
import { ALL_THREADS } from "./observed.ts";

const energy = energyLadder(xeonE52665, ALL_THREADS);
const background = backgroundLadder(xeonE52665, ALL_THREADS);
const minmax = minmaxLadder(xeonE52665, ALL_THREADS);

const FIRSTS = [0, 2, 4, 6, 8, 10, 12, 14];
const SIBLINGS = [1, 3, 5, 7, 9, 11, 13, 15];
const threads = (ladder: Ladder) => ladder.map((step) => step.hardwareThreads);
const mhz = (ladder: Ladder) => ladder.map((step) => step.requestedHz / 1e6);

describe("the energy ladder", () => {
  it("adds cores, then all hyperthreads", () => {
    const cores = FIRSTS.map((_, i) => FIRSTS.slice(0, i + 1));
    const rest = Array.from({ length: 14 }, () => [...FIRSTS, ...SIBLINGS]);
    expect(threads(energy)).toEqual([...cores, ...rest]);
  });

  it("then raises the clock, Turbo last", () => {
    const steps = [1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000, 2100, 2200, 2300, 2400, 2401];
    expect(mhz(energy)).toEqual([...Array.from({ length: 9 }, () => 1200), ...steps]);
  });

  it("leaves every wholly free core to a background job", () => {
    const left = [7, 6, 5, 4, 3, 2, 1, ...Array.from({ length: 15 }, () => 0)];
    expect(energy.map((step) => step.backgroundThreads)).toEqual(left);
  });

  it("has no hyperthread step when the plan has none, and starts where the plan starts", () => {
    const ladder = energyLadder(xeonE52665, [4, 6]);
    expect(threads(ladder).slice(0, 3)).toEqual([[4], [4, 6], [4, 6]]);
    expect([mhz(ladder)[1], mhz(ladder)[2], ladder.length]).toEqual([1200, 1300, 15]);
  });

  it("is built from the platform: 32 cores and 0.8 to 2.0 GHz give 46 steps", () => {
    const all = Array.from({ length: 64 }, (_, thread) => thread);
    const ladder = energyLadder(xeonGold6338, all);
    expect([ladder.length, mhz(ladder)[0], mhz(ladder).at(-1)]).toEqual([46, 800, 2001]);
  });
});

describe("the background ladder", () => {
  it("adds whole cores at the nominal clock, then Turbo", () => {
    const cores = FIRSTS.map((_, i) => [...FIRSTS.slice(0, i + 1), ...SIBLINGS.slice(0, i + 1)]);
    expect(threads(background)).toEqual([...cores, [...FIRSTS, ...SIBLINGS]]);
    expect(mhz(background)).toEqual([...Array.from({ length: 8 }, () => 2400), 2401]);
  });

  it("leaves the other cores to the job", () => {
    expect(background.map((s) => s.backgroundThreads)).toEqual([7, 6, 5, 4, 3, 2, 1, 0, 0]);
  });
});

describe("the other ladders", () => {
  it("minmax is one thread at the lowest clock, and everything", () => {
    expect(threads(minmax)).toEqual([[0], [...FIRSTS, ...SIBLINGS]]);
    expect(mhz(minmax)).toEqual([1200, 2401]);
  });

  it("static has one step: the threads of the plan in their order, at its clock", () => {
    const params = { ...defaultsOf(staticPolicy.params), frequency: 2.0e9 };
    expect(staticPolicy.ladder(xeonE52665, [0, 1, 2], params)).toEqual([
      { hardwareThreads: [0, 1, 2], cores: 2, requestedHz: 2.0e9, backgroundThreads: 6 },
    ]);
    expect(staticPolicy.requestedHz(params)).toBe(2.0e9);
  });
});

describe("idle thresholds", () => {
  const thresholdsOf = (ladder: Ladder) => {
    const constants: Constants<typeof IDLE_PARAMS> = {
      platform: xeonE52665,
      ladder,
      params: defaultsOf(IDLE_PARAMS),
    };
    return ladder.map((_, step) => idleThreshold(constants, step));
  };
  const CORES = ["0.600", "0.400", "0.300", "0.240", "0.200", "0.171", "0.150"];

  it("of the energy ladder are those of the released controller", () => {
    const thresholds = thresholdsOf(energy);
    expect(thresholds[0]).toBe(Number.POSITIVE_INFINITY);
    expect(thresholds.slice(1, 9).map((x) => x.toFixed(3))).toEqual([...CORES, "0.277"]);
    // 1.3 to 2.4 GHz.
    expect(thresholds.slice(9, 21).map((x) => x.toFixed(4))).toEqual(
      ["0.0923", "0.0857", "0.0800", "0.0750", "0.0706", "0.0667"].concat(
        ["0.0632", "0.0600", "0.0571", "0.0545", "0.0522", "0.0500"], // from 1.9 GHz
      ),
    );
    expect(thresholds.slice(21).map((x) => x.toFixed(4))).toEqual(["0.1200"]);
  });

  it("of the background ladder are those of the released controller", () => {
    const thresholds = thresholdsOf(background);
    expect(thresholds[0]).toBe(Number.POSITIVE_INFINITY);
    expect(thresholds.slice(1).map((x) => x.toFixed(3))).toEqual([...CORES, "0.120"]);
  });

  it("of minmax treats seven new cores as one", () => {
    expect(thresholdsOf(minmax).map((x) => x.toFixed(3))).toEqual(["Infinity", "0.150"]);
  });
});
