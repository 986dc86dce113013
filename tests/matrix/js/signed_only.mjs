// A client that is not ours and trusts only devices signed by their owner, as Element does.
//
// It is told what to do in lines of JSON on its input, and answers each with one line:
//   {"id": 1, "do": "sign_in", ...}  ->  {"id": 1, "ok": {...}}  or  {"id": 1, "error": "..."}
// In between it tells what happens in its rooms:
//   {"event": "message", "room", "id", "sender", "type", "msgtype", "body", "encrypted", ...}
//   {"event": "unreadable", "room", "id", "sender", "code", "reason"}
//   {"event": "member", "room", "user", "membership"}
//   {"event": "me", "room", "membership"}    "invite": somebody asks this client in

import { webcrypto } from "node:crypto";
import { createInterface } from "node:readline";

// The library asks for Node 22. Debian has older ones, and this is all that they lack here:
// the first until Node 20, the second until Node 22.
globalThis.crypto ??= webcrypto;
Promise.withResolvers ??= function () {
    const made = {};
    made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
};

// Output is for JSON alone. The library takes hold of the console when it is loaded.
for (const level of ["debug", "info", "log", "trace", "warn"]) {
    console[level] = console.error;
}
const sdk = await import("matrix-js-sdk");
const { OnlySignedDevicesIsolationMode } = await import("matrix-js-sdk/lib/crypto-api/index.js");

const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");

let client = null;
const told = new Set();

function report(event) {
    if (event.getType() === "m.room.member") {
        const { membership } = event.getContent();
        tell({ event: "member", room: event.getRoomId(), user: event.getStateKey(), membership });
        return;
    }
    if (event.isState() || event.isBeingDecrypted() || event.status !== null) {
        return;
    }
    const known = { room: event.getRoomId(), id: event.getId(), sender: event.getSender() };
    if (event.isDecryptionFailure()) {
        const code = event.decryptionFailureReason;
        once(`${known.id} ${code}`, {
            event: "unreadable",
            ...known,
            code,
            reason: event.getClearContent()?.body ?? null,
        });
    } else if (!event.shouldAttemptDecryption()) {
        const content = event.getOriginalContent();
        const relation = event.getWireContent()["m.relates_to"] ?? content["m.relates_to"] ?? {};
        const replaces = relation.rel_type === "m.replace" ? relation.event_id : null;
        const words = replaces ? (content["m.new_content"] ?? {}) : content;
        once(known.id, {
            event: "message",
            ...known,
            type: event.getType(),
            msgtype: words.msgtype ?? null,
            body: words.body ?? null,
            mentions: content["m.mentions"] ?? null,
            replaces,
            encrypted: event.isEncrypted(),
        });
    }
}

function once(key, what) {
    if (!told.has(key)) {
        told.add(key);
        tell(what);
    }
}

const commands = {
    // With a token and device, or with a password. Own cross-signing is made when there is none.
    async sign_in({ url, user, password, token = null, device = null }) {
        let session = { access_token: token, device_id: device, user_id: user };
        if (token === null) {
            const door = sdk.createClient({ baseUrl: url });
            session = await door.loginRequest({
                type: "m.login.password",
                identifier: { type: "m.id.user", user },
                password,
            });
        }
        client = sdk.createClient({
            baseUrl: url,
            accessToken: session.access_token,
            userId: session.user_id,
            deviceId: session.device_id,
        });
        await client.initRustCrypto({ useIndexedDB: false });
        const crypto = client.getCrypto();
        crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
        client.on(sdk.RoomEvent.Timeline, (event, _room, backwards) => {
            if (!backwards) report(event);
        });
        client.on(sdk.MatrixEventEvent.Decrypted, report);
        client.on(sdk.RoomEvent.MyMembership, (room, membership) => {
            tell({ event: "me", room: room.roomId, membership });
        });
        await client.startClient({ initialSyncLimit: 20 });
        await new Promise((done) => {
            const look = (state) => {
                if (state !== "PREPARED" && state !== "SYNCING") return;
                client.off(sdk.ClientEvent.Sync, look);
                done();
            };
            client.on(sdk.ClientEvent.Sync, look);
        });
        if (!(await crypto.isCrossSigningReady())) {
            const proof = {
                type: "m.login.password",
                identifier: { type: "m.id.user", user: session.user_id },
                password,
            };
            await crypto.bootstrapCrossSigning({
                authUploadDeviceSigningKeys: async (upload) => {
                    try {
                        return await upload(null);
                    } catch (problem) {
                        if (problem.httpStatus !== 401) throw problem;
                        return await upload({ ...proof, session: problem.data.session });
                    }
                },
            });
        }
        return { user: session.user_id, device: session.device_id };
    },

    // Encrypted. `direct`: a private chat with the one who is invited.
    async make_room({ name, invite = [], direct = false }) {
        const algorithm = "m.megolm.v1.aes-sha2";
        const { room_id } = await client.createRoom({
            ...(direct ? { is_direct: true } : { name }),
            invite,
            preset: direct ? sdk.Preset.TrustedPrivateChat : sdk.Preset.PrivateChat,
            initial_state: [{ type: "m.room.encryption", state_key: "", content: { algorithm } }],
        });
        while (!client.getRoom(room_id)) {
            await new Promise((done) => setTimeout(done, 20));
        }
        return { room: room_id };
    },

    async join({ room }) {
        return { room: (await client.joinRoom(room)).roomId };
    },

    async send({ room, text, mentions = [] }) {
        const content = { msgtype: "m.text", body: text, "m.mentions": {} };
        if (mentions.length) content["m.mentions"] = { user_ids: mentions };
        const { event_id } = await client.sendMessage(room, content);
        return { event: event_id };
    },

    // What this client knows of somebody's devices: which are signed by their owner.
    async devices({ user }) {
        const all = await client.getCrypto().getUserDeviceInfo([user], true);
        const known = {};
        for (const device of all.get(user)?.keys() ?? []) {
            const status = await client.getCrypto().getDeviceVerificationStatus(user, device);
            known[device] = status?.signedByOwner ?? false;
        }
        return { devices: known };
    },
};

for await (const line of createInterface({ input: process.stdin })) {
    const { id, do: what, ...how } = JSON.parse(line);
    // Not awaited: one command must not hold up the next.
    commands[what](how)
        .then((ok) => tell({ id, ok }))
        .catch((problem) => tell({ id, error: String(problem?.stack ?? problem) }));
}
client?.stopClient();
process.exit(0);
