import { parseArgs } from "node:util";
import { dropCredentials } from "@/lib/identity/credentials/drop-credentials";
import { closeDatabase } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { displayName } from "@/lib/platform/names/schemas";
import { addMember, createApiKey, createOrganization, createUser } from "@/prisma/factories";

/* Creates an organization with its first admin and an API key, which is printed once. */

const plans = ["free", "smb", "agency", "enterprise"] as const;
const usage =
  'Usage: npm run organization:create -- --name "Northwind Clinic" --slug northwind --email admin@example.com [--plan free|smb|agency|enterprise]';

const { values } = parseArgs({
  options: {
    name: { type: "string" },
    slug: { type: "string" },
    email: { type: "string" },
    plan: { type: "string", default: "free" },
  },
});
const { slug, email } = values;
const name = displayName(100, usage).safeParse(values.name).data;
const plan = plans.find((known) => known === values.plan);
const reserved = ["account", "admin", "api", "core", "docs", "invite", "sign-in"];

if (
  !name ||
  !plan ||
  !email?.includes("@") ||
  !slug ||
  !/^[a-z0-9][a-z0-9-]{1,38}$/.test(slug) ||
  reserved.includes(slug)
) {
  console.error(usage);
  process.exit(1);
}

const known = await system().transaction(async (tx) => ({
  organization: await tx.organization.findUnique({ where: { slug } }),
  user: await tx.user.findUnique({ where: { email: email.toLowerCase() } }),
}));
if (known.organization) {
  console.error(`There is an organization "${slug}" already. Choose another slug.`);
  process.exit(1);
}

const organization = await createOrganization({ name, slug, plan });
const admin = known.user?.emailVerifiedAt ? known.user : await newAdmin(email.toLowerCase(), known.user?.id);
await addMember(organization.id, admin.id, "admin");
const apiKey = await createApiKey(organization.id, { name: "First key" });
await closeDatabase();

console.log(`${name} (${plan}) is at /${slug}/phone-numbers
  id        ${organization.id}
  sign in   ${admin.email}
  password  ${"password" in admin ? admin.password : "as before"}
  API key   ${apiKey}
Password and key are shown this once.`);

/** Anyone may have created an account with an unverified address, so revoke its access; the operator vouches for it. */
async function newAdmin(address: string, unproven: string | undefined) {
  if (unproven !== undefined) {
    await system().transaction(async (tx) => {
      await dropCredentials(tx, unproven);
      await tx.user.update({ where: { id: unproven }, data: { emailVerifiedAt: new Date() } });
    });
  }
  return createUser({ email: address, name: address });
}
