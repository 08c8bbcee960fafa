import { openRoute } from "@/lib/http/open-route";
import { notFound } from "@/lib/platform/errors";

/** Unknown API paths get a problem document, not an HTML page. */
const nowhere = openRoute("per address", () => {
  throw notFound("This address");
});

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
