import type { Carrier, OwnedNumber } from "@/lib/carriers/carrier";
import type { Purchase } from "@/lib/generated/prisma/client";
import { isReferenceOf, parseReference, type Tag } from "@/lib/numbers/purchase/carrier-reference";

export type TaggedNumber = { owned: OwnedNumber; tag: Tag };

export type Listing = {
  numbers: ReadonlyMap<string, OwnedNumber>;
  /** Numbers whose tag may be ours; the others are ignored. */
  tagged: readonly TaggedNumber[];
  /** This installation's id when the listing was made. */
  installationId: string | null;
};

/** Returns a complete listing or throws CarrierError: a partial list proves nothing. */
export async function listEverything(carrier: Carrier, installationId: string | null): Promise<Listing> {
  const numbers = new Map<string, OwnedNumber>();
  for await (const page of carrier.listOwned()) for (const owned of page) numbers.set(owned.phoneNumber, owned);
  const tagged = [...numbers.values()].flatMap((owned) => {
    const tag = parseReference(owned.reference);
    return tag && (tag.installationId === null || tag.installationId === installationId) ? [{ owned, tag }] : [];
  });
  return { numbers, tagged, installationId };
}

type Ordered = Pick<Purchase, "id" | "installationId"> | null;

export function findInListing(listing: Listing, phoneNumber: string, purchase: Ordered) {
  const owned = listing.numbers.get(phoneNumber);
  return owned && isTaggedFor(owned, purchase, listing) ? owned : undefined;
}

export function isTaggedFor(
  owned: OwnedNumber,
  purchase: Ordered,
  { installationId }: Pick<Listing, "installationId">,
): boolean {
  return purchase !== null && isReferenceOf(owned.reference, purchase, installationId);
}
