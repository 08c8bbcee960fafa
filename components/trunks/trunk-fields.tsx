"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import { fieldErrorOf } from "@/lib/api-client/field-error";
import { MediaEncryption, Transport } from "@/lib/trunks/schemas";
import type { TrunkValues } from "./trunk-values";

type FieldsProps = {
  values: TrunkValues;
  /** An empty field keeps a stored password. */
  stored: boolean;
  error: Error | null;
  onChange: (part: Partial<TrunkValues>) => void;
};

export function InboundFields({ values, stored, error, onChange }: FieldsProps) {
  const errorOf = (name: string) => fieldErrorOf(error, `inbound_config.${name}`);
  return (
    <Group legend="Incoming calls">
      <Field
        label="Allowed addresses"
        hint="One CIDR range per line, for example 198.51.100.0/24. Leave empty to allow any address."
        error={rangesError(error)}
      >
        {(control) => (
          <Textarea
            {...control}
            value={values.allowedAddresses}
            spellCheck={false}
            className="font-mono"
            onChange={({ target }) => onChange({ allowedAddresses: target.value })}
          />
        )}
      </Field>
      <Login
        username={values.inboundUsername}
        password={values.inboundPassword}
        stored={stored}
        errorOf={errorOf}
        onUsername={(inboundUsername) => onChange({ inboundUsername })}
        onPassword={(inboundPassword) => onChange({ inboundPassword })}
      />
      <Pair>
        <EncryptionField
          value={values.inboundEncryption}
          onChange={(inboundEncryption) => onChange({ inboundEncryption })}
        />
        <Field label="Noise cancellation">
          {(control) => (
            <span className="flex h-9 items-center">
              <Switch
                id={control.id}
                checked={values.noiseCancellation}
                onCheckedChange={(noiseCancellation) => onChange({ noiseCancellation })}
              />
            </span>
          )}
        </Field>
      </Pair>
    </Group>
  );
}

export function OutboundFields({ values, stored, error, onChange }: FieldsProps) {
  const errorOf = (name: string) => fieldErrorOf(error, `outbound_config.${name}`);
  return (
    <Group legend="Outgoing calls">
      <Field label="Allow outbound calls" hint="If off, numbers on this trunk only receive calls.">
        {(control) => (
          <Switch
            id={control.id}
            aria-describedby={control["aria-describedby"]}
            checked={values.dialsOut}
            onCheckedChange={(dialsOut) => onChange({ dialsOut })}
          />
        )}
      </Field>
      {values.dialsOut && (
        <>
          <Field label="Address" hint="Host or host:port, for example sip.example.com:5060." error={errorOf("address")}>
            {(control) => (
              <Input
                {...control}
                value={values.address}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => onChange({ address: target.value })}
              />
            )}
          </Field>
          <Login
            username={values.outboundUsername}
            password={values.outboundPassword}
            stored={stored}
            errorOf={errorOf}
            onUsername={(outboundUsername) => onChange({ outboundUsername })}
            onPassword={(outboundPassword) => onChange({ outboundPassword })}
          />
          <Pair>
            <Field label="Transport">
              {({ id }) => (
                <Select
                  id={id}
                  value={values.transport}
                  onChange={({ target }) => onChange({ transport: Transport.parse(target.value) })}
                >
                  {Transport.options.map((transport) => (
                    <option key={transport}>{transport}</option>
                  ))}
                </Select>
              )}
            </Field>
            <EncryptionField
              value={values.outboundEncryption}
              onChange={(outboundEncryption) => onChange({ outboundEncryption })}
            />
          </Pair>
        </>
      )}
    </Group>
  );
}

type LoginProps = {
  username: string;
  password: string;
  stored: boolean;
  errorOf: (name: string) => string | undefined;
  onUsername: (text: string) => void;
  onPassword: (text: string) => void;
};

function Login({ username, password, stored, errorOf, onUsername, onPassword }: LoginProps) {
  return (
    <Pair>
      <Field label="Username" error={errorOf("auth_username")}>
        {(control) => (
          <Input
            {...control}
            value={username}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => onUsername(target.value)}
          />
        )}
      </Field>
      <Field
        label="Password"
        hint={stored && "Leave blank to keep the current password."}
        error={errorOf("auth_password")}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            value={password}
            autoComplete="new-password"
            onChange={({ target }) => onPassword(target.value)}
          />
        )}
      </Field>
    </Pair>
  );
}

type Encryption = TrunkValues["inboundEncryption"];

function EncryptionField({ value, onChange }: { value: Encryption; onChange: (value: Encryption) => void }) {
  return (
    <Field label="Media encryption">
      {({ id }) => (
        <Select id={id} value={value} onChange={({ target }) => onChange(MediaEncryption.parse(target.value))}>
          <option value="NONE">None</option>
          <option value="SRTP">SRTP</option>
        </Select>
      )}
    </Field>
  );
}

function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-4 border-t pt-4">
      <legend className="float-left font-semibold">{legend}</legend>
      {children}
    </fieldset>
  );
}

const Pair = ({ children }: { children: ReactNode }) => (
  <div className="grid items-start gap-4 sm:grid-cols-2">{children}</div>
);

/** Returns the error of any invalid range. */
function rangesError(error: Error | null): string | undefined {
  const lines = Array.from({ length: 100 }, (_, index) => `inbound_config.allowed_addresses.${index}`);
  return ["inbound_config.allowed_addresses", ...lines].map((path) => fieldErrorOf(error, path)).find(Boolean);
}
