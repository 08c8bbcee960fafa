"use client";

import Monitor from "lucide-react/icons/monitor";
import Moon from "lucide-react/icons/moon";
import Sun from "lucide-react/icons/sun";
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from "@/components/ui/dropdown-menu";
import { isTheme, type Theme, themes, useTheme } from "./use-theme";

const words: Record<Theme, string> = { light: "Light", dark: "Dark", system: "System" };
const icons = { light: Sun, dark: Moon, system: Monitor };

/** Stays open after a choice, so that its effect is visible. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return (
    <>
      <DropdownMenuLabel>Theme</DropdownMenuLabel>
      <DropdownMenuRadioGroup value={theme} onValueChange={(word) => isTheme(word) && setTheme(word)}>
        {themes.map((each) => {
          const Icon = icons[each];
          return (
            <DropdownMenuRadioItem key={each} value={each} onSelect={(event) => event.preventDefault()}>
              <Icon size={15} aria-hidden="true" className="text-muted-foreground" />
              {words[each]}
            </DropdownMenuRadioItem>
          );
        })}
      </DropdownMenuRadioGroup>
    </>
  );
}
