/** A configuration that nobody changes: the given hardware threads at one clock. */
import { frequency } from "../../params.ts";
import { definePolicy } from "../contract.ts";

export const staticPolicy = definePolicy({
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
  requestedHz: (params) => params.frequency,
});
