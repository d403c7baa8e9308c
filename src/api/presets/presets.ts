/** The presets that come with the program, so that clients can offer them. */
import { countPoints } from "../../experiment/points.ts";
import type { Preset } from "../../presets/preset.ts";
import { readPreset, readPresets } from "../../presets/preset-files.ts";
import type { Setting } from "../../presets/settings.ts";
import { builder } from "../builder.ts";

const SettingRef = builder.objectRef<Setting>("PresetSetting").implement({
  description: "A field that a preset sets.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "Keys and positions, as in systems.0.cores." }),
    value: t.exposeString("value", { description: "What it is, as text in one line." }),
  }),
});

const PresetRef = builder.objectRef<Preset>("Preset").implement({
  description: "A ready experiment.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Stable name, as in osdi14/fig4-connections." }),
    title: t.exposeString("title", { description: "Name of the experiment." }),
    about: t.exposeString("about", { description: "What it is." }),
    why: t.exposeString("why", { description: "Why it is as it is; empty if nothing is said." }),
    source: t.exposeString("source", { description: "Paper and section; empty if none." }),
    text: t.exposeString("text", { description: "Its definition, in YAML." }),
    points: t.int({
      description: "How many points it has.",
      resolve: ({ definition }) => countPoints(definition),
    }),
    settings: t.field({
      type: [SettingRef],
      description: "Fields that it sets and that may be changed; others may be added.",
      resolve: ({ settings }) => settings,
    }),
  }),
});

builder.queryFields((t) => ({
  presets: t.field({
    type: [PresetRef],
    description: "The ready experiments, by name.",
    complexity: 20,
    resolve: (_root, _args, { services }) => readPresets(services.presetsFolder),
  }),
  preset: t.field({
    type: PresetRef,
    nullable: true,
    description: "A ready experiment; null if there is none of that name.",
    args: { name: t.arg.string({ required: true, description: "Its name." }) },
    resolve: (_root, { name }, { services }) => readPreset(services.presetsFolder, name) ?? null,
  }),
}));
