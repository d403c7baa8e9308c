/** The theme: the system's preference, or the choice that public/theme.js applies at the next load. */
import { useSyncExternalStore } from "react";
import type { ThemeName } from "../../../src/plot/theme.ts";

export type ThemeChoice = "auto" | ThemeName;

const STORAGE_KEY = "ixlab.theme";
const CHANGED = "ixlab:theme";
const darkPreferred = matchMedia("(prefers-color-scheme: dark)");

function choice(): ThemeChoice {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

function resolved(): ThemeName {
  const chosen = choice();
  if (chosen !== "auto") return chosen;
  return darkPreferred.matches ? "dark" : "light";
}

export function chooseTheme(next: ThemeChoice): void {
  if (next === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  try {
    if (next === "auto") localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Not remembered, but applied.
  }
  dispatchEvent(new Event(CHANGED));
}

function subscribe(onChange: () => void): () => void {
  darkPreferred.addEventListener("change", onChange);
  addEventListener(CHANGED, onChange);
  return () => {
    darkPreferred.removeEventListener("change", onChange);
    removeEventListener(CHANGED, onChange);
  };
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, choice);
export const useThemeName = (): ThemeName => useSyncExternalStore(subscribe, resolved);
