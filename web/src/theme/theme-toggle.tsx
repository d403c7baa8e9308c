/** One button, three themes: auto, light, dark; it says which is on. */
import { Icon, type IconName } from "../parts/icon.tsx";
import { chooseTheme, type ThemeChoice, useThemeChoice } from "./theme.ts";

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = {
  auto: "light",
  light: "dark",
  dark: "auto",
};
const LOOK: Readonly<Record<ThemeChoice, { icon: IconName; word: string }>> = {
  auto: { icon: "contrast", word: "Auto" },
  light: { icon: "sun", word: "Light" },
  dark: { icon: "moon", word: "Dark" },
};

export function ThemeToggle() {
  const choice = useThemeChoice();
  const { icon, word } = LOOK[choice];
  return (
    <button
      type="button"
      className="button quiet"
      title={`Theme: ${word.toLowerCase()}. Next: ${LOOK[NEXT[choice]].word.toLowerCase()}.`}
      onClick={() => chooseTheme(NEXT[choice])}
    >
      <Icon name={icon} />
      <span className="hide-narrow">
        <span className="visually-hidden">Theme: </span>
        {word}
      </span>
    </button>
  );
}
