import type { Metadata } from "next";
import { openApiDocument } from "@/app/openapi.json/document";
import { ApiReference } from "@/components/docs/api-reference";

export const metadata: Metadata = { title: "API", robots: { index: true } };

export default function DocsPage() {
  return <ApiReference document={openApiDocument()} />;
}
