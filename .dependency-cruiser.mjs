/** Who may import whom: itself, units and params, and its row; nothing else. See docs/ARCHITECTURE.md. */
const MAY_IMPORT = {
  engine: [],
  stats: [],
  hw: ["engine"],
  tcp: ["engine", "hw"],
  workload: ["engine", "hw", "tcp"],
  dataplane: ["engine", "hw", "tcp", "workload"],
  controlplane: ["engine", "hw", "dataplane"],
  experiment: ["engine", "hw", "tcp", "dataplane", "workload", "controlplane", "stats"],
  plot: [],
  scoreboard: ["experiment", "stats", "hw", "dataplane", "workload", "plot"],
  export: ["experiment", "stats"],
  presets: ["experiment"],
  db: ["experiment", "stats", "scoreboard", "config"],
  queue: ["experiment", "config", "log"],
  api: [
    "experiment",
    "stats",
    "scoreboard",
    "export",
    "presets",
    "db",
    "queue",
    "config",
    "log",
    "plot",
  ],
  workers: ["experiment", "stats", "db", "queue", "config", "log", "compiler-flags"],
  launch: ["scoreboard", "db", "queue", "config", "log"],
  cli: [
    "experiment",
    "stats",
    "scoreboard",
    "export",
    "presets",
    "launch",
    "config",
    "log",
    "plot",
    "compiler-flags",
  ],
};

const LEAVES = "units|params";
const FILES = new Set(["config", "log", "compiler-flags"]);
const top = (name) => (FILES.has(name) ? `${name}[.]ts$` : `${name}/`);

export default {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A cycle means two files are one idea.",
      from: {},
      to: { circular: true },
    },
    ...Object.entries(MAY_IMPORT).map(([folder, others]) => ({
      name: `${folder}-imports`,
      severity: "error",
      comment: `src/${folder} may import only: units, params, ${[folder, ...others].join(", ")}.`,
      from: { path: `^src/${folder}/` },
      to: {
        path: "^src/",
        pathNot: `^src/((${LEAVES})[.]ts$|${[folder, ...others].map(top).join("|")})`,
      },
    })),
    {
      name: "leaves-import-nothing",
      severity: "error",
      comment: "units and params are below everyone.",
      from: { path: "^src/(units|params)[.]ts$" },
      to: { path: "^src/", pathNot: `^src/(${LEAVES})[.]ts$` },
    },
    {
      name: "registries-only-in-experiment",
      severity: "error",
      comment: "Only src/experiment and src/scoreboard know all families; others receive members.",
      from: { pathNot: "^(src/experiment|src/scoreboard|test|bench)/" },
      to: { path: "^src/(hw|dataplane|controlplane|workload(/load-patterns)?)/registry[.]ts$" },
    },
    {
      name: "pure-below-experiment",
      severity: "error",
      comment: "A run is a function of (plan, model version): no I/O from here down.",
      from: {
        path: "^src/(engine|stats|hw|tcp|dataplane|controlplane|workload|experiment|scoreboard|plot|export|units|params)",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "prisma-only-in-db",
      severity: "error",
      comment: "Rows become domain types in src/db and nowhere else.",
      from: { path: "^src/", pathNot: "^src/db/" },
      to: { path: "node_modules/@prisma/|^src/db/generated/" },
    },
    {
      name: "bullmq-only-in-queue",
      severity: "error",
      comment: "src/queue is the only maker and taker of jobs.",
      from: { path: "^src/", pathNot: "^src/queue/" },
      to: { path: "node_modules/(bullmq|ioredis)/" },
    },
    {
      name: "web-knows-the-schema-only",
      severity: "error",
      comment: "The dashboard knows GraphQL and the shared plots.",
      from: { path: "^web/" },
      to: { path: "^src/", pathNot: "^src/plot/" },
    },
    {
      name: "src-never-imports-test",
      severity: "error",
      comment: "Production code stands alone.",
      from: { path: "^(src|web)/" },
      to: { path: "^(test|bench)/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules|src/db/generated" },
    exclude: { path: "web/src/gql" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".mjs", ".json"] },
  },
};
