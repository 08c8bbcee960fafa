import type { Carrier, OwnedNumber } from "@/lib/carriers/carrier";
import { purchaseReference } from "@/lib/purchase/steps/buy";

export type TaggedNumber = { owned: OwnedNumber; purchaseId: string };

/** Everything that an account owns at the carrier. */
export type Listing = {
  numbers: ReadonlyMap<string, OwnedNumber>;
  /** Those with our tag; the others are nobody's business here. */
  tagged: readonly TaggedNumber[];
};

/** Complete, or a CarrierError: nothing is ever concluded from part of a list. */
export async function listEverything(carrier: Carrier): Promise<Listing> {
  const numbers = new Map<string, OwnedNumber>();
  for await (const page of carrier.listOwned()) for (const owned of page) numbers.set(owned.phoneNumber, owned);
  const tagged = [...numbers.values()].flatMap((owned) => {
    const purchaseId = taggedId(owned.reference);
    return purchaseId === undefined ? [] : [{ owned, purchaseId }];
  });
  return { numbers, tagged };
}

/** The id in a tag of ours, on numbers and trunks alike. */
export function taggedId(reference: string | null): string | undefined {
  return /^trunkline:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(reference ?? "")?.[1];
}

/** The number with this purchase's tag, in what the carrier listed. */
export function findInListing(listing: Listing, phoneNumber: string, purchaseId: string | null) {
  const owned = listing.numbers.get(phoneNumber);
  return owned && isTaggedFor(owned, purchaseId) ? owned : undefined;
}

export function isTaggedFor(owned: OwnedNumber, purchaseId: string | null): boolean {
  return purchaseId !== null && owned.reference === purchaseReference(purchaseId);
}
