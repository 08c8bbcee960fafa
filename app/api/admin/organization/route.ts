import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { OrganizationRecord } from "@/lib/identity/organizations/schemas";
import { getOrganization, readOrganization } from "@/lib/numbers/managed-accounts/get-organization";

export const GET = withApi(
  {
    operation: "getOrganization",
    tag: "Administration",
    summary: "Read the organization",
    description: "The plan, its phone number limit and how many numbers are used.",
    scopes: readOrganization,
    responses: { 200: { description: "The organization of the credential.", body: OrganizationRecord } },
    etag: true,
  },
  async ({ ctx }) => ({ body: await getOrganization(ctx) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
