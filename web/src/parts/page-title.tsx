/** The heading of a page: names the tab, and takes the focus once when the page was navigated to. */
import { type ReactNode, useEffect, useRef } from "react";
import { hasNavigated } from "../routing/navigation.tsx";

interface PageTitleProps {
  /** Title of the browser tab. */
  readonly tab: string;
  readonly children: ReactNode;
}

export function PageTitle({ tab, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab} · ixlab`;
  }, [tab]);
  useEffect(() => {
    // A page load starts at the top by itself; only later pages need to be announced.
    if (hasNavigated()) heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
