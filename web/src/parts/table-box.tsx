/** A table that scrolls sideways in its own box, so that the page never does. */
import type { ReactNode } from "react";

interface TableBoxProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function TableBox({ label, children }: TableBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways, also by keyboard.
    <div className="table-box" role="region" aria-label={label} tabIndex={0}>
      <table>
        <caption>{label}</caption>
        {children}
      </table>
    </div>
  );
}
