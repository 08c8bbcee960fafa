import { notFound } from "next/navigation";

/** Shows "not found" within the organization's frame. */
export default function Nowhere() {
  notFound();
}
