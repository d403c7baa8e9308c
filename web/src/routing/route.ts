/** Addresses of the dashboard, as data: one function in, one function out. */

export type Route =
  | { readonly page: "experiments" }
  | { readonly page: "new" }
  | { readonly page: "scoreboard"; readonly suite?: string }
  | { readonly page: "experiment"; readonly number: number }
  | { readonly page: "clone"; readonly number: number }
  | { readonly page: "unknown"; readonly path: string };

export function routeOf(path: string): Route {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) return { page: "experiments" };
  if (parts.length === 1 && parts[0] === "experiments") return { page: "experiments" };
  if (parts.length === 1 && parts[0] === "new") return { page: "new" };
  if (parts.length === 1 && parts[0] === "scoreboard") return { page: "scoreboard" };
  if (parts.length === 2 && parts[0] === "scoreboard" && /^[a-z0-9-]{1,40}$/.test(parts[1] ?? "")) {
    return { page: "scoreboard", suite: parts[1] ?? "" };
  }
  if (parts[0] === "experiments" && /^[1-9]\d{0,8}$/.test(parts[1] ?? "")) {
    const number = Number(parts[1]);
    if (parts.length === 2) return { page: "experiment", number };
    if (parts.length === 3 && parts[2] === "clone") return { page: "clone", number };
  }
  return { page: "unknown", path };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case "experiments":
      return "/";
    case "new":
      return "/new";
    case "scoreboard":
      return route.suite === undefined ? "/scoreboard" : `/scoreboard/${route.suite}`;
    case "experiment":
      return `/experiments/${route.number}`;
    case "clone":
      return `/experiments/${route.number}/clone`;
    case "unknown":
      return route.path;
    default:
      return route satisfies never;
  }
}
