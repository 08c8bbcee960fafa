/** Explains next-auth's error codes to the user. */
export function errorSentence(error: string | null | undefined): string | undefined {
  switch (error) {
    case undefined:
    case null:
    case "SessionRequired":
      return undefined;
    case "CredentialsSignin":
      return "Incorrect email or password.";
    case "SecondFactorRequired":
      return undefined;
    case "SecondFactorWrong":
      return "That code is incorrect or expired. Enter the current code from your app, or an unused recovery code.";
    case "TooManyAttempts":
      return "Too many attempts. Try again in 15 minutes.";
    case "Busy":
      return "Too many people are signing in right now. Try again in a moment.";
    case "AccessDenied":
      return "No organization here has invited this account. Ask an admin for an invitation.";
    default:
      return "Sign-in didn't finish. Try again.";
  }
}
