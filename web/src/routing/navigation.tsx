/** A router in one screen: the history API, a hook for the present address, and links. */
import { type MouseEvent, type ReactNode, useSyncExternalStore } from "react";
import { pathOf, type Route, routeOf } from "./route.ts";

const NAVIGATED = "ixlab:navigated";
let navigations = 0;
addEventListener("popstate", () => {
  navigations += 1;
});

/** True once the address has changed without a page load. */
export const hasNavigated = (): boolean => navigations > 0;

export function navigate(route: Route): void {
  navigations += 1;
  history.pushState(null, "", pathOf(route));
  dispatchEvent(new Event(NAVIGATED));
  scrollTo(0, 0);
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(subscribe, () => location.pathname));
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  addEventListener(NAVIGATED, onChange);
  return () => {
    removeEventListener("popstate", onChange);
    removeEventListener(NAVIGATED, onChange);
  };
}

interface LinkProps {
  readonly to: Route;
  readonly className?: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
}

/** A real link: opens in a new tab as any other, and without a page load otherwise. */
export function Link({ to, className, isCurrent, children }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!plain || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a
      href={pathOf(to)}
      className={className}
      aria-current={isCurrent ? "page" : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}
