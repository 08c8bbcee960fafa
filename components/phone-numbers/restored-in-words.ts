import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** Says which agents have the number again after a restore, and which did not come back. */
export function restoredInWords(
  { inbound_agent: inbound, outbound_agent: outbound }: Pick<PhoneNumberRecord, "inbound_agent" | "outbound_agent">,
  warnings: string[],
): string {
  const sides = [
    inbound && `Inbound: ${inbound.name} v${inbound.version}.`,
    outbound && `Outbound: ${outbound.name} v${outbound.version}.`,
  ];
  const sentences = [...sides.filter((side) => side !== null), ...warnings];
  return sentences.length > 0 ? sentences.join(" ") : "It had no agents before the release.";
}
