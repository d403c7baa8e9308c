/**
 * The suite: which ready experiments (experiments/osdi14) stand for which figure of the IX paper, and
 * which published rows each figure answers. Belay et al., OSDI 2014.
 */
import type { Expansion } from "../experiment/expand.ts";
import type { RunRecord } from "../stats/record.ts";

export const SUITE = "osdi14";

export interface SuiteFigure {
  /** As the paper counts: "3a". */
  readonly id: string;
  readonly title: string;
  /** Ready experiments, without folder and ending, in the order of the legend. */
  readonly presets: readonly string[];
  /** Sources of the published rows that these experiments answer. */
  readonly sources: readonly string[];
  /** Further sources whose rows the drawing shows where the set-up is the same. */
  readonly alsoShows?: readonly string[];
}

export const FIGURES: readonly SuiteFigure[] = Object.freeze([
  {
    id: "2",
    title: "NetPIPE, goodput against message size",
    presets: ["fig2-netpipe", "fig2-netpipe-mtcp"],
    sources: ["OSDI14 Fig. 2"],
  },
  {
    id: "3a",
    title: "echo, one message per connection, against hardware threads",
    presets: ["fig3a-cores", "fig3a-cores-mtcp", "fig3a-cores-linux"],
    sources: ["OSDI14 Fig. 3a"],
  },
  {
    id: "3b",
    title: "echo on 16 hardware threads, against messages per connection",
    presets: ["fig3b-messages", "fig3b-messages-mtcp", "fig3b-messages-linux"],
    sources: ["OSDI14 Fig. 3b"],
    alsoShows: ["OSDI14 Fig. 3a"],
  },
  {
    id: "3c",
    title: "echo, one message per connection, goodput against size",
    presets: ["fig3c-size", "fig3c-size-mtcp", "fig3c-size-linux"],
    sources: ["OSDI14 Fig. 3c"],
    alsoShows: ["OSDI14 Fig. 3a"],
  },
  {
    id: "4",
    title: "64 B echo for ever, against connections",
    presets: ["fig4-connections", "fig4-connections-linux"],
    sources: ["OSDI14 Fig. 4"],
  },
  {
    id: "5",
    title: "memcached, latency against throughput (IX 6 cores, Linux 8)",
    presets: ["fig5-memcached-usr", "fig5-memcached-etc"],
    sources: ["OSDI14 Fig. 5", "OSDI14 Table 2", "OSDI14 5.5"],
  },
  {
    id: "6",
    title: "memcached USR on IX, p99 by batch bound B",
    presets: ["fig6-batch-bound"],
    sources: [],
    alsoShows: ["OSDI14 Fig. 5", "OSDI14 Table 2"],
  },
]);

/** An experiment of the suite, expanded. */
export interface SuitePreset {
  /** Without folder and ending. */
  readonly file: string;
  readonly figure: SuiteFigure;
  readonly expansion: Expansion;
}

/** The same, simulated: records of the runs of each point, replication by replication. */
export interface MeasuredPreset extends SuitePreset {
  /** By point index; the records of a point by replication. */
  readonly records: readonly (readonly RunRecord[])[];
}

/** The figure that a person means by "3a", "fig3a", "Fig. 3a", "Table 2"; undefined if none. */
export function figureNamed(text: string): SuiteFigure | undefined {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replaceAll(/^osdi14|fig(ure)?|[^a-z0-9.]|\.$/g, "")
      .replaceAll(/^\.+/g, "");
  const wanted = plain(text);
  return FIGURES.find(
    ({ id, sources }) => id === wanted || sources.some((source) => plain(source) === wanted),
  );
}
