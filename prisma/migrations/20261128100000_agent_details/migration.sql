ALTER TABLE "agent" ADD COLUMN "is_demo" BOOLEAN NOT NULL DEFAULT false;

-- As `config`, so that the members stay in their order.
ALTER TABLE "agent_version" ADD COLUMN "instruction_builder_inputs" JSON;
