/** The IX paper: Belay et al., OSDI 2014. */
import { drawFigure } from "../figure-drawing.ts";
import { headlinesOf } from "../osdi14-headlines.ts";
import { rowsOfSuite } from "../published.ts";
import { scoreRow } from "../score-row.ts";
import type { Suite } from "../suite.ts";

const ID = "osdi14";
const SOURCE = "Belay et al., OSDI 2014";

export const osdi14: Suite = {
  id: ID,
  title: "the IX paper",
  source: SOURCE,
  figures: [
    {
      id: "2",
      title: "NetPIPE, goodput against message size",
      presets: ["osdi14/fig2-netpipe", "osdi14/fig2-netpipe-mtcp"],
      sources: ["OSDI14 Fig. 2"],
    },
    {
      id: "3a",
      title: "echo, one message per connection, against hardware threads",
      presets: ["osdi14/fig3a-cores", "osdi14/fig3a-cores-mtcp", "osdi14/fig3a-cores-linux"],
      sources: ["OSDI14 Fig. 3a"],
    },
    {
      id: "3b",
      title: "echo on 16 hardware threads, against messages per connection",
      presets: [
        "osdi14/fig3b-messages",
        "osdi14/fig3b-messages-mtcp",
        "osdi14/fig3b-messages-linux",
      ],
      sources: ["OSDI14 Fig. 3b"],
      alsoShows: ["OSDI14 Fig. 3a"],
    },
    {
      id: "3c",
      title: "echo, one message per connection, goodput against size",
      presets: ["osdi14/fig3c-size", "osdi14/fig3c-size-mtcp", "osdi14/fig3c-size-linux"],
      sources: ["OSDI14 Fig. 3c"],
      alsoShows: ["OSDI14 Fig. 3a"],
    },
    {
      id: "4",
      title: "64 B echo for ever, against connections",
      presets: ["osdi14/fig4-connections", "osdi14/fig4-connections-linux"],
      sources: ["OSDI14 Fig. 4"],
    },
    {
      id: "5",
      title: "memcached, latency against throughput (IX 6 cores, Linux 8)",
      presets: ["osdi14/fig5-memcached-usr", "osdi14/fig5-memcached-etc"],
      sources: ["OSDI14 Fig. 5", "OSDI14 Table 2", "OSDI14 5.5"],
    },
    {
      id: "6",
      title: "memcached USR on IX, p99 by batch bound B",
      presets: ["osdi14/fig6-batch-bound"],
      sources: [],
      alsoShows: ["OSDI14 Fig. 5", "OSDI14 Table 2"],
    },
  ],
  rows(published, presets) {
    const sources = new Set(presets.flatMap(({ figure }) => figure.sources));
    return rowsOfSuite(published, ID)
      .filter(({ figure }) => sources.has(figure))
      .map((row) => scoreRow(row, presets));
  },
  headlines: headlinesOf,
  draw: (figure, presets, published) => [
    drawFigure(figure, presets, rowsOfSuite(published, ID), SOURCE),
  ],
};
