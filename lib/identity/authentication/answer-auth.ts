import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { callbackUrlCookieName, isSecure } from "@/lib/identity/session-cookie";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { requestIdOf } from "@/lib/platform/request-id";
import { authOptions } from "./auth-options";
import { newDeviceCookie } from "./device-cookie";
import { ownUrl } from "./own-url";

type AuthContext = { params: Promise<{ nextauth: string[] }> };

/** Input that next-auth cannot parse returns 400. For an internal error, the client sees only an error code. */
export async function answerAuth(incoming: NextRequest, context: AuthContext): Promise<Response> {
  const broken = refuseBrokenCookie(incoming);
  if (broken) return broken;
  const request = withPlainQuery(incoming);
  try {
    const signedIn: string[] = [];
    const options = authOptions(request, (userId) => signedIn.push(userId));
    const answer: Response = await NextAuth(request, context, options);
    if (answer.status >= 500) return malformed();
    for (const userId of signedIn) await rememberDevice(answer, userId);
    return answer;
  } catch (error) {
    if (error instanceof SyntaxError) return malformed();
    log().error({ error, request_id: requestIdOf(request) }, "sign-in failed");
    return failed(request);
  }
}

async function rememberDevice(answer: Response, userId: string): Promise<void> {
  const cookie = new NextResponse();
  cookie.cookies.set(await newDeviceCookie(userId));
  for (const line of cookie.headers.getSetCookie()) answer.headers.append("Set-Cookie", line);
}

/** Keeps only the parameters that next-auth reads and can parse. */
function withPlainQuery(incoming: NextRequest): NextRequest {
  const url = new URL(incoming.nextUrl);
  const { searchParams } = url;
  const callbackUrl = searchParams.get("callbackUrl");
  if (callbackUrl !== null) searchParams.set("callbackUrl", ownUrl(callbackUrl, env().APP_URL));
  const error = searchParams.get("error");
  if (error !== null && !/^[A-Za-z_]{1,40}$/.test(error)) searchParams.set("error", "Unexpected");
  return new NextRequest(url, incoming);
}

/** next-auth returns 500 when its own cookie holds no URL. Deleting the cookie makes the next attempt work. */
function refuseBrokenCookie(request: NextRequest): Response | undefined {
  const name = callbackUrlCookieName();
  const value = request.cookies.get(name)?.value;
  if (!value || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return undefined;
  const response = malformed();
  response.cookies.set(name, "", { maxAge: 0, path: "/", secure: isSecure() });
  return response;
}

const malformed = () => NextResponse.json({ message: "The request is malformed." }, { status: 400 });

/** Reports failure as next-auth's browser client expects it, or as an error page for a person. */
function failed(request: NextRequest): Response {
  const url = new URL("/sign-in?error=Unexpected", env().APP_URL);
  return request.method === "POST"
    ? NextResponse.json({ url: url.href }, { status: 500 })
    : NextResponse.redirect(url, 302);
}
