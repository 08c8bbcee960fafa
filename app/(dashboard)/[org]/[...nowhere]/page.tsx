import { notFound } from "next/navigation";

/** An address below an organization where no page is: said within its frame. */
export default function Nowhere() {
  notFound();
}
