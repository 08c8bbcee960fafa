/* Every workflow, for `registerWorkflowsOf`. */
import "@/lib/numbers/import/import-workflow";
import "@/lib/numbers/purchase/purchase-workflow";
import "@/lib/numbers/release/release-workflow";
import "@/lib/webhooks/delivery-workflow";
