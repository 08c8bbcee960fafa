/** `api_key.created` is “API key created”. */
export function actionText(action: string): string {
  const words = action.replaceAll(/[._]/g, " ").replace(/^api key/, "API key");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
