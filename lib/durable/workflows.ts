/* Every workflow there is: imported before the engine launches. */
import "@/lib/import/import-workflow";
import "@/lib/purchase/purchase-workflow";
import "@/lib/release/release-workflow";
import "@/lib/webhooks/delivery-workflow";
