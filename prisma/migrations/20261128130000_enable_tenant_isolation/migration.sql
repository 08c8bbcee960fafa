-- Row-level security by its usual name.
ALTER FUNCTION fence_table(text) RENAME TO enable_tenant_isolation;
