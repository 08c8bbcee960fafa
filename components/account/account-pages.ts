import KeyRound from "lucide-react/icons/key-round";
import Shield from "lucide-react/icons/shield";

export const accountPages = [
  { label: "Tokens", href: "/account/tokens", Icon: KeyRound },
  { label: "Security", href: "/account/security", Icon: Shield },
] as const;
