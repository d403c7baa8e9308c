/**
 * The server of the IX papers: one socket of a Xeon E5-2665 (Sandy Bridge-EP), Intel x520 10GbE ports.
 * Numbers only. Source: Belay et al., OSDI 2014, section 5.1; Prekas et al., SoCC 2015.
 */
import type { Platform } from "../contract.ts";
import { assumed, calibrated, given } from "../figure.ts";

const MHZ = 1e6;
const P_STATES = Array.from({ length: 13 }, (_, i) => (1200 + 100 * i) * MHZ);
const TURBO = [3100, 3100, 3000, 3000, 2900, 2900, 2800, 2800].map((mhz) => mhz * MHZ);

const ECHO_ROWS = "OSDI'14 Fig. 3 and 4, echo rows of IX";
const POWER_ROWS = "SoCC'15 draft, power rows of IX and Linux; clocks of the rows inferred";

export const xeonE52665: Platform = {
  id: "xeon-e5-2665",
  title: "Xeon E5-2665, 10GbE x520",
  doc: "One socket with 8 cores and 16 hardware threads at 2.4 GHz (Turbo 2.8-3.1 GHz), 20 MB of L3, up to four 10GbE ports.",
  source: "Belay et al., OSDI 2014, section 5.1",
  params: {},
  cores: 8,
  threadsPerCore: 2,
  maxNicPorts: 4,
  pStates: P_STATES,
  turbo: TURBO,
  figures: {
    nominalFrequency: given(2.4e9, "Hz", "OSDI'14 5.1"),
    smtYield: calibrated(0.11, "ratio", ECHO_ROWS),
    missStall: calibrated(30, "ns", "OSDI'14 Fig. 3a, IX on 1 and 2 hardware threads"),
    missStallShared: calibrated(
      50,
      "ns",
      "OSDI'14 Fig. 4, cycles and L3 misses per message (130 cycles)",
    ),
    l3ForState: calibrated(13.9e6, "B", "OSDI'14 Fig. 4, 9,936 and 250,992 connections"),
    jobStream: given(
      440,
      "MB/s",
      "SoCC'15 scripts: SHA-1 over 40 MiB on 8 cores at 2.4 GHz, 3,520 MB/s",
    ),
    l2ForHeaders: assumed(131072, "B", "half of the 256 KB L2"),
    l2Miss: assumed(44, "cycles", "L3 hit beyond an L2 hit on Sandy Bridge-EP"),
    linkSpeed: given(10e9, "bit/s", "OSDI'14 5.1"),
    portPacketRate: calibrated(8.69e6, "packets/s", "OSDI'14 Fig. 3a, IX on one port"),
    wireOneWay: calibrated(4, "us", "OSDI'14 Fig. 2, 64 B (planning number: 3-4 us)"),
    flowGroups: given(128, "count", "82599 redirection table; SoCC'15"),
    powerFloor: calibrated(19.0, "W", POWER_ROWS),
    powerCore: calibrated(0.81, "W", POWER_ROWS),
    powerSecondThread: calibrated(0.42, "W", POWER_ROWS),
    voltageSlope: calibrated(0.455, "1/GHz", POWER_ROWS),
    powerBusy: calibrated(0.14, "ratio", POWER_ROWS),
    powerHalted: calibrated(
      0.36,
      "ratio",
      "SoCC'15 draft, Linux at 34 K RPS and Turbo: about 45.6 W",
    ),
  },
};
