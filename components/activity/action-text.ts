/** Actions whose generated text would not read well. */
const texts: Record<string, string> = {
  "phone_number.adopted": "Number added from carrier",
  "phone_number.forgotten": "Number removed",
  "phone_number.rebound": "Number reconnected to its trunk",
  "phone_number.release_stopped": "Release failed",
  "phone_number.returned": "Number found again",
  "account.second_factor_added": "Two-factor authentication turned on",
  "account.second_factor_removed": "Two-factor authentication turned off",
  "account.session_ended": "Session signed out",
  "organization.counter_repaired": "Number count corrected",
};

/** Turns `api_key.created` into “API key created”. */
export function actionText(action: string): string {
  const text = texts[action];
  if (text !== undefined) return text;
  const words = action.replaceAll(/[._]/g, " ").replace(/^api key/, "API key");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
