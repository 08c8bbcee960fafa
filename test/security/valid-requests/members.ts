import { randomUUID } from "node:crypto";
import { inviteMember } from "@/lib/identity/invitations/invite-member";
import { scopesOfRole } from "@/lib/identity/scopes";
import { addMember, createUser } from "@/prisma/factories";
import type { Tenant } from "@/test/security/callers";
import type { Prepare, ValidRequest } from "./valid-request";

const gives = [...scopesOfRole("viewer")];

const someAddress = () => `guest-${randomUUID()}@example.com`;

const onMember =
  (rest: Omit<ValidRequest, "params">): Prepare =>
  async ({ id }) => {
    const user = await createUser();
    await addMember(id, user.id, "viewer");
    return { ...rest, params: { userId: user.id } };
  };

const onInvitation =
  (status: number): Prepare =>
  async ({ ctx }: Tenant) => {
    const { id } = await inviteMember(ctx, { email: someAddress(), role: "viewer" });
    return { params: { invitationId: id }, status };
  };

export const members: Record<string, Prepare> = {
  listMembers: async () => ({ status: 200 }),
  inviteMember: async () => ({ body: { email: someAddress(), role: "viewer" }, status: 201, gives }),
  getMember: onMember({ status: 200 }),
  updateMember: onMember({ status: 200, body: { role: "viewer" }, gives }),
  removeMember: onMember({ status: 204 }),
  listInvitations: async () => ({ status: 200 }),
  getInvitation: onInvitation(200),
  revokeInvitation: onInvitation(204),
  resendInvitation: async (tenant) => ({ ...(await onInvitation(200)(tenant)), gives }),
};
