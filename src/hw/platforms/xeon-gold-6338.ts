/**
 * A server of the 2020s: one socket of a Xeon Gold 6338 (Ice Lake-SP) and a dual-port 100GbE ConnectX-6 Dx.
 * Numbers only. What no data sheet gives is extrapolated from the platform of the IX papers and says so.
 * Sources: Intel ARK; NVIDIA product brief; DPDK mlx5 driver.
 */
import type { Platform } from "../contract.ts";
import { assumed, given } from "../figure.ts";

const MHZ = 1e6;
const P_STATES = Array.from({ length: 13 }, (_, i) => (800 + 100 * i) * MHZ);
/** Turbo by active cores, four at a time: 3.2 GHz with few and 2.6 GHz with all; assumed in between. */
const TURBO = [3200, 3200, 3100, 3000, 2900, 2800, 2700, 2600].flatMap((mhz) =>
  Array.from({ length: 4 }, () => mhz * MHZ),
);

const SCALED_POWER =
  "law of xeon-e5-2665 scaled so that all threads at 2.6 GHz draw the TDP, 205 W";

export const xeonGold6338: Platform = {
  id: "xeon-gold-6338",
  title: "Xeon Gold 6338, 100GbE ConnectX-6 Dx",
  doc: "One socket with 32 cores and 64 hardware threads at 2.0 GHz (Turbo 2.6-3.2 GHz), 48 MB of L3, up to two 100GbE ports; extrapolated, nothing is calibrated.",
  source: "Intel ARK, Xeon Gold 6338; NVIDIA ConnectX-6 Dx product brief",
  params: {},
  cores: 32,
  threadsPerCore: 2,
  maxNicPorts: 2,
  pStates: P_STATES,
  turbo: TURBO,
  figures: {
    nominalFrequency: given(2.0e9, "Hz", "Intel ARK, base frequency"),
    smtYield: assumed(0.2, "ratio", "between xeon-e5-2665 under IX (0.118) and 0.3 as often said"),
    missStall: assumed(
      33,
      "ns",
      "xeon-e5-2665 (30 ns), scaled by idle DRAM latency: about 88 ns against 80 ns",
    ),
    missStallShared: assumed(55, "ns", "xeon-e5-2665 (50 ns), scaled in the same way"),
    l3ForState: assumed(33.4e6, "B", "the share of xeon-e5-2665, 13.9 of 20 MB, of a 48 MB L3"),
    jobStream: assumed(
      367,
      "MB/s",
      "xeon-e5-2665 (440 MB/s), scaled by the clock; no SHA extensions",
    ),
    l2ForHeaders: assumed(655360, "B", "half of the 1.25 MB L2"),
    l2Miss: assumed(60, "cycles", "L3 hit beyond an L2 hit on a mesh with private 1.25 MB L2"),
    linkSpeed: given(100e9, "bit/s", "NVIDIA ConnectX-6 Dx product brief"),
    portPacketRate: given(215e6, "packets/s", "NVIDIA ConnectX-6 product brief, message rate"),
    wireOneWay: assumed(
      2,
      "us",
      "two NICs below 0.8 us each (product brief) and a cut-through switch",
    ),
    flowGroups: given(512, "count", "DPDK mlx5: largest indirection table"),
    powerFloor: assumed(50, "W", "mesh, memory controllers and I/O of a package with 205 W TDP"),
    powerCore: assumed(0.26, "W", SCALED_POWER),
    powerSecondThread: assumed(0.14, "W", SCALED_POWER),
    voltageSlope: assumed(0.455, "1/GHz", "as xeon-e5-2665"),
    powerBusy: assumed(0.14, "ratio", "as xeon-e5-2665"),
    powerHalted: assumed(0.36, "ratio", "as xeon-e5-2665"),
  },
};
