/** A system's name behind its marker: the same hue and shape as in the plots. */
import { markerPath } from "../../../src/plot/marker-path.ts";
import type { SystemStyle } from "../../../src/plot/system-style.ts";
import { useThemeName } from "../theme/theme.ts";

interface SystemNameProps {
  readonly name: string;
  readonly style: SystemStyle | undefined;
}

export function SystemName({ name, style }: SystemNameProps) {
  const theme = useThemeName();
  return (
    <span className="system-name">
      {style !== undefined && (
        <svg className="glyph" viewBox="-6 -6 12 12" aria-hidden="true">
          <path d={markerPath(style.marker, 4.2)} fill={style.colour[theme]} />
        </svg>
      )}
      {name}
    </span>
  );
}
