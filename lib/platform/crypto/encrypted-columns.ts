export type EncryptedColumn = {
  column: string;
  key: Record<string, "uuid" | "text">;
  json?: boolean;
  place: (row: Record<string, string>) => string;
};

const id = { id: "uuid" } as const;

/** Key rotation re-encrypts only these columns. A test fails when it finds a ciphertext in any other column. */
export const encryptedColumns = {
  managed_account: [{ column: "credentials", key: id, place: (row) => `managed_account:${row.id}` }],
  trunk: [
    { column: "inbound_password", key: id, place: (row) => `trunk:${row.id}:inbound` },
    { column: "outbound_password", key: id, place: (row) => `trunk:${row.id}:outbound` },
  ],
  user: [{ column: "totp_secret", key: id, place: (row) => `user:${row.id}:totp` }],
  webhook_endpoint: [
    { column: "secret", key: id, place: (row) => `webhook_endpoint:${row.id}` },
    { column: "previous_secret", key: id, place: (row) => `webhook_endpoint:${row.id}` },
  ],
  idempotency_key: [
    {
      column: "body",
      key: { organization_id: "uuid", endpoint: "text", key: "text" },
      json: true,
      place: (row) => `idempotency_key:${row.organization_id}:${row.endpoint}:${row.key}`,
    },
  ],
} satisfies Record<string, EncryptedColumn[]>;

export type EncryptedTable = keyof typeof encryptedColumns;
