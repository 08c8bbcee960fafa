import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/auth-options";

type AuthContext = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, context: AuthContext) => NextAuth(request, context, authOptions(request));

export { handler as GET, handler as POST };
