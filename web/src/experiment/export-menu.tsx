/** Every table of an experiment as a file: a line per grain, a link per format. */
import { Fragment } from "react";
import { Icon } from "../parts/icon.tsx";
import type { Experiment } from "./load-experiment.ts";

export function ExportMenu({ files }: { readonly files: Experiment["exports"] }) {
  const grains = new Map(files.map(({ grain, rows }) => [grain, rows]));
  return (
    <details className="menu">
      <summary className="button quiet">
        <Icon name="download" />
        Export
      </summary>
      <div className="menu-body">
        {[...grains].map(([grain, rows]) => (
          <Fragment key={grain}>
            <span title={rows}>{grain}</span>
            {files
              .filter((file) => file.grain === grain)
              .map(({ format, path }) => (
                <a
                  key={format}
                  className="button quiet"
                  href={path}
                  download
                  aria-label={`${grain} as ${format}`}
                >
                  {format}
                </a>
              ))}
          </Fragment>
        ))}
      </div>
    </details>
  );
}
