import { openRoute } from "@/lib/http/open-route";
import { notFound } from "@/lib/platform/errors";

/** Whatever no route answers gets a problem document, not a page. */
const nowhere = openRoute("per address", () => {
  throw notFound("This address");
});

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
