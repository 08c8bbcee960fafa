import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { createPersonalAccessToken } from "@/lib/identity/personal-access-tokens/create-personal-access-token";
import type { Prepare } from "./valid-request";

const onApiKey =
  (status: number): Prepare =>
  async ({ ctx }) => {
    const { id } = await createApiKey(ctx, { name: "Key", expires_at: null });
    return { params: { keyId: id }, status };
  };

const onPersonalAccessToken =
  (status: number): Prepare =>
  async ({ ctx, admin }) => {
    const { id } = await createPersonalAccessToken(ctx, { name: "Token", expires_at: null });
    return { params: { tokenId: id }, person: admin.id, status };
  };

export const credentials: Record<string, Prepare> = {
  listApiKeys: async () => ({ status: 200 }),
  createApiKey: async () => ({ body: { name: "Key" }, status: 201 }),
  getApiKey: onApiKey(200),
  deleteApiKey: onApiKey(204),
  listPersonalAccessTokens: async () => ({ status: 200 }),
  createPersonalAccessToken: async () => ({ body: { name: "Token" }, status: 201 }),
  getPersonalAccessToken: onPersonalAccessToken(200),
  deletePersonalAccessToken: onPersonalAccessToken(204),
};
