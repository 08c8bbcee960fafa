import { Notice } from "@/components/ui/notice";

/** Replaces the buttons with the documented sentence. */
export function LimitNotice() {
  return (
    <div role="alert" className="px-4 pb-4 sm:px-5">
      <Notice>You have reached the maximum number of phone numbers for your organization.</Notice>
    </div>
  );
}
