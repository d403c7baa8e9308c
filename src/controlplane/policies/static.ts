/** A configuration that nobody changes: the given hardware threads at one clock. */
import { frequency } from "../../params.ts";
import { defineFixedPolicy } from "../contract.ts";
import { fixedLadder } from "../ladders.ts";

export const staticPolicy = defineFixedPolicy({
  id: "static",
  title: "Static",
  doc: "All hardware threads of the plan, at one clock, from start to end.",
  source: "OSDI'14, all experiments; SoCC'15, maximum static configuration",
  params: {
    frequency: frequency(
      "2.401GHz",
      "Clock of the socket. Above nominal means Turbo: cores run at the bin that their number allows.",
      "Linux cpufreq shows Turbo as 2401000 kHz; SoCC'15 scripts",
      { min: "1.2GHz", max: "2.401GHz" },
    ),
  },
  ladder: (platform, hardwareThreads, params) =>
    fixedLadder(platform, hardwareThreads, params.frequency),
  requestedHz: (params) => params.frequency,
});
