import { notFound } from "@/lib/errors";
import { openRoute } from "@/lib/http/open-route";

/** Whatever no route answers gets a problem document, not a page. */
const nowhere = openRoute("per address", () => {
  throw notFound("This address");
});

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
