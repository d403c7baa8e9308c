/** What varies in an experiment beside system and load. */
import type { ShownAxis, ShownAxisValue } from "../../experiment/shown-axes.ts";
import { builder } from "../builder.ts";

const AxisValueRef = builder.objectRef<ShownAxisValue>("AxisValue").implement({
  description: "One value of an axis.",
  fields: (t) => ({
    text: t.exposeString("text", {
      description: "With its unit, or as a word; what Point.params holds.",
    }),
    value: t.exposeFloat("value", {
      nullable: true,
      description: "In the base unit of the axis; null for a word such as forever.",
    }),
  }),
});

export const AxisRef = builder.objectRef<ShownAxis>("Axis").implement({
  description: "A parameter that varies between the points of an experiment.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "What varies, as in dataplane.batchBound." }),
    unit: t.exposeString("baseUnit", { description: "Base unit, empty for plain numbers." }),
    values: t.field({
      type: [AxisValueRef],
      description: "Its values, in the order of the definition.",
      resolve: (axis) => axis.values,
    }),
  }),
});
