-- fobkit: fobs of the fobkit protocol in Wireshark and tshark (docs/captures.md).
--
-- Put this file into the folder of personal Lua plugins (Help, About Wireshark, Folders), or name
-- it: tshark -X lua_script:fobkit.lua -r capture.pcapng
--
-- Made for Wireshark 3.6 and later, with any Lua from 5.2 on.

-- tables begin: written by `npm run dissector` from the catalogue of the protocol
local LIMITS = { message = 1024, frame = 1033 }
local USB_PRODUCT = { vendor = 0x1209, product = 0xf0b1 }
local STATUS = {
  [0x00] = "ok",
  [0x01] = "malformed",
  [0x02] = "unsupported-version",
  [0x03] = "unknown-command",
  [0x04] = "bad-payload",
  [0x10] = "wrong-lifecycle",
  [0x11] = "press-required",
  [0x20] = "seal-required",
  [0x21] = "wrong-key",
  [0x22] = "delayed",
  [0x23] = "no-channel",
  [0x24] = "out-of-sequence",
  [0x25] = "seal-broken",
  [0x26] = "weak-key",
  [0x30] = "unsupported-mode",
  [0x31] = "unsupported-algorithm",
  [0x32] = "unsupported-digits",
  [0x33] = "unsupported-step",
  [0x34] = "seed-length",
  [0x35] = "serial-label",
  [0x36] = "expiry-passed",
  [0x37] = "clock-limit",
  [0x38] = "clock-backward",
  [0x39] = "trim-limit",
  [0x3a] = "bad-suite",
  [0x3b] = "bad-challenge",
  [0x40] = "flash-failed",
  [0x41] = "flash-damaged",
  [0x7f] = "internal",
}
local HID_COMMAND = {
  [0x01] = "Ping",
  [0x04] = "Lock",
  [0x06] = "Init",
  [0x08] = "Wink",
  [0x11] = "Cancel",
  [0x40] = "Message",
  [0x3b] = "Keepalive",
  [0x3f] = "Error",
}
local HID_ERROR = {
  [0x01] = "InvalidCommand",
  [0x02] = "InvalidParameter",
  [0x03] = "InvalidLength",
  [0x04] = "InvalidSequence",
  [0x05] = "Timeout",
  [0x06] = "Busy",
  [0x0a] = "LockRequired",
  [0x0b] = "InvalidChannel",
  [0x7f] = "Other",
}
local HID_KEEPALIVE = {
  [0x01] = "Processing",
  [0x02] = "PressNeeded",
}
local COMMANDS = {
  [0x01] = { name = "GetInfo", sealed = false, request = "get-info-request", reply = "get-info-reply" },
  [0x02] = { name = "GetStatus", sealed = false, request = "get-status-request", reply = "get-status-reply" },
  [0x03] = { name = "ReadCode", sealed = false, request = "read-code-request", reply = "read-code-reply" },
  [0x04] = { name = "ReadDisplay", sealed = false, request = "read-display-request", reply = "read-display-reply" },
  [0x05] = { name = "SelfTest", sealed = false, request = "self-test-request", reply = "self-test-reply" },
  [0x06] = { name = "Wink", sealed = false, request = "wink-request", reply = "wink-reply" },
  [0x10] = { name = "OpenChannel", sealed = false, request = "open-channel-request", reply = "open-channel-reply" },
  [0x11] = { name = "Sealed", sealed = false, request = "sealed-request", reply = "sealed-reply" },
  [0x20] = { name = "LoadSeed", sealed = true, request = "load-seed-request", reply = "load-seed-reply" },
  [0x21] = { name = "SetClock", sealed = true, request = "set-clock-request", reply = "set-clock-reply" },
  [0x22] = { name = "TrimClock", sealed = true, request = "trim-clock-request", reply = "trim-clock-reply" },
  [0x23] = { name = "RotateTransportKey", sealed = true, request = "rotate-transport-key-request", reply = "rotate-transport-key-reply" },
  [0x24] = { name = "KeyCheck", sealed = true, request = "key-check-request", reply = "key-check-reply" },
  [0x25] = { name = "Wipe", sealed = true, request = "wipe-request", reply = "wipe-reply" },
}
local MESSAGES = {
  ["request-envelope"] = {
    [0] = { name = "version", kind = "integer" },
    [1] = { name = "command", kind = "integer" },
    [2] = { name = "tag", kind = "bytes" },
    [3] = { name = "payload", kind = "bytes" },
  },
  ["reply-envelope"] = {
    [0] = { name = "version", kind = "integer" },
    [1] = { name = "command", kind = "integer" },
    [2] = { name = "tag", kind = "bytes" },
    [3] = { name = "payload", kind = "bytes" },
    [4] = { name = "status", kind = "name", names = { [0] = "ok", [1] = "malformed", [2] = "unsupported-version", [3] = "unknown-command", [4] = "bad-payload", [16] = "wrong-lifecycle", [17] = "press-required", [32] = "seal-required", [33] = "wrong-key", [34] = "delayed", [35] = "no-channel", [36] = "out-of-sequence", [37] = "seal-broken", [38] = "weak-key", [48] = "unsupported-mode", [49] = "unsupported-algorithm", [50] = "unsupported-digits", [51] = "unsupported-step", [52] = "seed-length", [53] = "serial-label", [54] = "expiry-passed", [55] = "clock-limit", [56] = "clock-backward", [57] = "trim-limit", [58] = "bad-suite", [59] = "bad-challenge", [64] = "flash-failed", [65] = "flash-damaged", [127] = "internal" } },
  },
  ["get-info-request"] = {
  },
  ["get-info-reply"] = {
    [1] = { name = "protocolVersion", kind = "integer" },
    [2] = { name = "deviceId", kind = "bytes" },
    [3] = { name = "model", kind = "text" },
    [4] = { name = "firmwareVersion", kind = "text" },
    [5] = { name = "lifecycle", kind = "name", names = { [0] = "blank", [1] = "ready", [2] = "clock-lost", [3] = "expired", [4] = "dead" } },
    [6] = { name = "keyGeneration", kind = "integer" },
    [7] = { name = "batchKeyId", kind = "bytes" },
    [8] = { name = "features", kind = "message", of = "fob-features" },
    [9] = { name = "loaded", kind = "message", of = "loaded-parameters" },
  },
  ["get-status-request"] = {
    [1] = { name = "events", kind = "integer" },
  },
  ["get-status-reply"] = {
    [1] = { name = "lifecycle", kind = "name", names = { [0] = "blank", [1] = "ready", [2] = "clock-lost", [3] = "expired", [4] = "dead" } },
    [2] = { name = "batteryPercent", kind = "integer" },
    [3] = { name = "batteryMillivolts", kind = "integer" },
    [4] = { name = "externalPower", kind = "bool" },
    [5] = { name = "clock", kind = "integer" },
    [6] = { name = "uptime", kind = "integer" },
    [7] = { name = "deciCelsius", kind = "integer" },
    [8] = { name = "resetCause", kind = "name", names = { [0] = "power-on", [1] = "brown-out", [2] = "watchdog", [3] = "host" } },
    [9] = { name = "trimPpb", kind = "integer" },
    [10] = { name = "presses", kind = "integer" },
    [11] = { name = "counter", kind = "integer" },
    [12] = { name = "resets", kind = "integer" },
    [13] = { name = "wrongKeys", kind = "integer" },
    [14] = { name = "channelDelay", kind = "integer" },
    [15] = { name = "events", kind = "list", item = { kind = "message", of = "fob-event" } },
  },
  ["read-code-request"] = {
    [1] = { name = "challenge", kind = "text" },
  },
  ["read-code-reply"] = {
    [1] = { name = "code", kind = "text" },
    [2] = { name = "mode", kind = "name", names = { [0] = "totp", [1] = "hotp", [2] = "ocra" } },
    [3] = { name = "movingFactor", kind = "integer" },
    [4] = { name = "unixTime", kind = "integer" },
    [5] = { name = "stepSeconds", kind = "integer" },
    [6] = { name = "secondsLeft", kind = "integer" },
  },
  ["read-display-request"] = {
  },
  ["read-display-reply"] = {
    [1] = { name = "on", kind = "bool" },
    [2] = { name = "text", kind = "text" },
    [3] = { name = "caption", kind = "text" },
    [4] = { name = "secondsLeft", kind = "integer" },
  },
  ["self-test-request"] = {
  },
  ["self-test-reply"] = {
    [1] = { name = "ok", kind = "bool" },
    [2] = { name = "parts", kind = "list", item = { kind = "message", of = "part-result" } },
  },
  ["wink-request"] = {
  },
  ["wink-reply"] = {
  },
  ["open-channel-request"] = {
    [1] = { name = "handshake", kind = "bytes" },
  },
  ["open-channel-reply"] = {
    [1] = { name = "handshake", kind = "bytes" },
  },
  ["sealed-request"] = {
    [1] = { name = "sequence", kind = "integer" },
    [2] = { name = "ciphertext", kind = "bytes" },
  },
  ["sealed-reply"] = {
    [1] = { name = "sequence", kind = "integer" },
    [2] = { name = "ciphertext", kind = "bytes" },
  },
  ["load-seed-request"] = {
    [1] = { name = "seed", kind = "bytes" },
    [2] = { name = "mode", kind = "name", names = { [0] = "totp", [1] = "hotp", [2] = "ocra" } },
    [3] = { name = "algorithm", kind = "name", names = { [0] = "SHA1", [1] = "SHA256", [2] = "SHA512" } },
    [4] = { name = "digits", kind = "integer" },
    [5] = { name = "serialLabel", kind = "text" },
    [6] = { name = "purpose", kind = "name", names = { [0] = "test", [1] = "production" } },
    [7] = { name = "stepSeconds", kind = "integer" },
    [8] = { name = "t0", kind = "integer" },
    [9] = { name = "counter", kind = "integer" },
    [10] = { name = "expiry", kind = "integer" },
    [11] = { name = "suite", kind = "text" },
  },
  ["load-seed-reply"] = {
    [1] = { name = "keyGeneration", kind = "integer" },
  },
  ["set-clock-request"] = {
    [1] = { name = "clock", kind = "integer" },
  },
  ["set-clock-reply"] = {
    [1] = { name = "before", kind = "integer" },
    [2] = { name = "after", kind = "integer" },
  },
  ["trim-clock-request"] = {
    [1] = { name = "trimPpb", kind = "integer" },
  },
  ["trim-clock-reply"] = {
    [1] = { name = "before", kind = "integer" },
  },
  ["rotate-transport-key-request"] = {
    [1] = { name = "key", kind = "bytes" },
  },
  ["rotate-transport-key-reply"] = {
    [1] = { name = "keyGeneration", kind = "integer" },
  },
  ["key-check-request"] = {
    [1] = { name = "nonce", kind = "bytes" },
  },
  ["key-check-reply"] = {
    [1] = { name = "tag", kind = "bytes" },
  },
  ["wipe-request"] = {
  },
  ["wipe-reply"] = {
  },
  ["fob-features"] = {
    [1] = { name = "modes", kind = "list", item = { kind = "name", names = { [0] = "totp", [1] = "hotp", [2] = "ocra" } } },
    [2] = { name = "algorithms", kind = "list", item = { kind = "name", names = { [0] = "SHA1", [1] = "SHA256", [2] = "SHA512" } } },
    [3] = { name = "minDigits", kind = "integer" },
    [4] = { name = "maxDigits", kind = "integer" },
    [5] = { name = "steps", kind = "list", item = { kind = "integer" } },
    [6] = { name = "commands", kind = "list", item = { kind = "integer" } },
    [7] = { name = "clockAdjustLimitSeconds", kind = "integer" },
    [8] = { name = "trimLimitPpb", kind = "integer" },
    [9] = { name = "hasButton", kind = "bool" },
  },
  ["loaded-parameters"] = {
    [2] = { name = "mode", kind = "name", names = { [0] = "totp", [1] = "hotp", [2] = "ocra" } },
    [3] = { name = "algorithm", kind = "name", names = { [0] = "SHA1", [1] = "SHA256", [2] = "SHA512" } },
    [4] = { name = "digits", kind = "integer" },
    [5] = { name = "serialLabel", kind = "text" },
    [6] = { name = "purpose", kind = "name", names = { [0] = "test", [1] = "production" } },
    [7] = { name = "stepSeconds", kind = "integer" },
    [8] = { name = "t0", kind = "integer" },
    [9] = { name = "counter", kind = "integer" },
    [10] = { name = "expiry", kind = "integer" },
    [11] = { name = "suite", kind = "text" },
  },
  ["fob-event"] = {
    [1] = { name = "sequence", kind = "integer" },
    [2] = { name = "kind", kind = "name", names = { [0] = "boot", [1] = "seed-loaded", [2] = "wiped", [3] = "key-rotated", [4] = "wrong-key", [5] = "clock-set", [6] = "clock-lost", [7] = "trimmed", [8] = "low-battery", [9] = "expired", [10] = "button-stuck", [11] = "flash-damaged", [12] = "self-test-failed" } },
    [3] = { name = "clock", kind = "integer" },
    [4] = { name = "value", kind = "integer" },
  },
  ["part-result"] = {
    [1] = { name = "part", kind = "name", names = { [0] = "lcd", [1] = "flash", [2] = "clock", [3] = "battery", [4] = "button", [5] = "crypto" } },
    [2] = { name = "ok", kind = "bool" },
    [3] = { name = "value", kind = "integer" },
  },
}
-- tables end

local fobkit = Proto("fobkit", "fobkit fob")

----------------------------------------------------------------------------------------------------
-- Fields

local function snake(name)
  return (name:gsub("(%l)(%u)", "%1_%2"):gsub("%-", "_"):lower())
end

local function command_names()
  local names = {}
  for code, command in pairs(COMMANDS) do names[code] = command.name end
  return names
end

local F = {
  version = ProtoField.uint8("fobkit.version", "Version"),
  command = ProtoField.uint16("fobkit.command", "Command", base.HEX, command_names()),
  tag = ProtoField.bytes("fobkit.tag", "Tag"),
  status = ProtoField.uint16("fobkit.status", "Status", base.HEX, STATUS),
  payload = ProtoField.bytes("fobkit.payload", "Payload"),
  unknown = ProtoField.bytes("fobkit.unknown_field", "Unknown field"),
  reply_to = ProtoField.framenum("fobkit.reply_to", "Reply to", base.NONE, frametype.REQUEST),
  reply_in = ProtoField.framenum("fobkit.reply_in", "Reply in", base.NONE, frametype.RESPONSE),
  frame = ProtoField.bytes("fobkit.frame", "Frame"),
  crc = ProtoField.uint32("fobkit.crc", "CRC-32", base.HEX),
  part = ProtoField.bytes("fobkit.part", "Part of a frame"),
  part_of = ProtoField.framenum("fobkit.part_of", "Frame begins in", base.NONE),
  cid = ProtoField.uint32("fobkit.hid.cid", "Channel", base.HEX),
  hid_command = ProtoField.uint8("fobkit.hid.command", "HID command", base.HEX, HID_COMMAND),
  hid_length = ProtoField.uint16("fobkit.hid.length", "Length"),
  hid_sequence = ProtoField.uint8("fobkit.hid.sequence", "Sequence"),
  hid_data = ProtoField.bytes("fobkit.hid.data", "Data"),
  hid_error = ProtoField.uint8("fobkit.hid.error", "Error", base.HEX, HID_ERROR),
  hid_keepalive = ProtoField.uint8("fobkit.hid.keepalive", "Keepalive", base.HEX, HID_KEEPALIVE),
  nonce = ProtoField.bytes("fobkit.hid.nonce", "Nonce"),
  new_cid = ProtoField.uint32("fobkit.hid.new_cid", "New channel", base.HEX),
}

-- A field for each value of each message: fobkit.get_status_reply.battery_millivolts.
local function value_field(message, field, shape)
  local filter = "fobkit." .. snake(message) .. "." .. snake(field.name)
  if shape.kind == "integer" then return ProtoField.int64(filter, field.name) end
  if shape.kind == "bool" then return ProtoField.bool(filter, field.name) end
  if shape.kind == "bytes" then return ProtoField.bytes(filter, field.name) end
  if shape.kind == "text" then return ProtoField.string(filter, field.name) end
  if shape.kind == "name" then
    return ProtoField.uint32(filter, field.name, base.DEC, shape.names)
  end
  if shape.kind == "list" then return value_field(message, field, shape.item) end
  return ProtoField.none(filter, field.name)
end

local ENVELOPES = { ["request-envelope"] = true, ["reply-envelope"] = true }
local registered = {}
for _, field in pairs(F) do registered[#registered + 1] = field end
for message, fields in pairs(MESSAGES) do
  if not ENVELOPES[message] then
    for _, field in pairs(fields) do
      field.proto = value_field(message, field, field)
      registered[#registered + 1] = field.proto
    end
  end
end
fobkit.fields = registered

local E = {
  malformed = ProtoExpert.new(
    "fobkit.malformed", "no message of the protocol", expert.group.MALFORMED, expert.severity.ERROR),
  dropped = ProtoExpert.new(
    "fobkit.dropped", "no frame", expert.group.CHECKSUM, expert.severity.WARN),
  masked = ProtoExpert.new(
    "fobkit.masked", "masked when it was captured", expert.group.SECURITY, expert.severity.NOTE),
  refused = ProtoExpert.new(
    "fobkit.refused", "the fob says no", expert.group.RESPONSE_CODE, expert.severity.NOTE),
}
local experts = {}
for _, one in pairs(E) do experts[#experts + 1] = one end
fobkit.experts = experts

fobkit.prefs.all_serial = Pref.bool(
  "Take every RTAC serial capture for a fob's", false,
  "Else only those of fobkit, which have the number of the link in the footer")

----------------------------------------------------------------------------------------------------
-- CRC-32 (IEEE 802.3), without bit operators, which differ from one Lua to the next

local XOR = {}
for a = 0, 15 do
  XOR[a] = {}
  for b = 0, 15 do
    local sum, bit = 0, 1
    for _ = 1, 4 do
      if math.floor(a / bit) % 2 ~= math.floor(b / bit) % 2 then sum = sum + bit end
      bit = bit * 2
    end
    XOR[a][b] = sum
  end
end

local function xor(a, b)
  local sum, unit = 0, 1
  for _ = 1, 8 do
    sum = sum + XOR[a % 16][b % 16] * unit
    a, b, unit = math.floor(a / 16), math.floor(b / 16), unit * 16
  end
  return sum
end

local CRC = {}
for n = 0, 255 do
  local crc = n
  for _ = 1, 8 do
    if crc % 2 == 1 then crc = xor(math.floor(crc / 2), 0xedb88320) else crc = math.floor(crc / 2) end
  end
  CRC[n] = crc
end

local function crc32(text)
  local crc = 0xffffffff
  for i = 1, #text do
    local index = XOR[crc % 16][text:byte(i) % 16]
      + 16 * XOR[math.floor(crc / 16) % 16][math.floor(text:byte(i) / 16)]
    crc = xor(math.floor(crc / 256), CRC[index])
  end
  return xor(crc, 0xffffffff)
end

-- The decoded block; nil when it is not COBS.
local function decode_cobs(text)
  local out, at = {}, 1
  while at <= #text do
    local code = text:byte(at)
    local last = at + code - 1
    if code == 0 or last > #text then return nil end
    out[#out + 1] = text:sub(at + 1, last)
    at = last + 1
    if code < 0xff and at <= #text then out[#out + 1] = "\0" end
  end
  return table.concat(out)
end

-- The message in a frame and its CRC, or nil and why there is none.
local function decode_frame(raw)
  if #raw > LIMITS.frame then return nil, "longer than a frame can be" end
  local plain = decode_cobs(raw)
  if plain == nil then return nil, "not COBS" end
  if #plain < 5 then return nil, "too short" end
  local message = plain:sub(1, -5)
  if #message > LIMITS.message then return nil, "longer than a message can be" end
  local a, b, c, d = plain:byte(-4, -1)
  local crc = a + 256 * b + 65536 * c + 16777216 * d
  if crc ~= crc32(message) then return nil, "the CRC-32 differs" end
  return message, crc
end

----------------------------------------------------------------------------------------------------
-- CBOR, as much as messages have. Readers return nil where the bytes end or are not of it.

local function head(tvb, at)
  if at >= tvb:len() then return nil end
  local first = tvb(at, 1):uint()
  local major, info = math.floor(first / 32), first % 32
  if info < 24 then return major, info, at + 1 end
  local size = ({ [24] = 1, [25] = 2, [26] = 4, [27] = 8 })[info]
  if size == nil or at + 1 + size > tvb:len() then return nil end
  local argument = 0
  for i = at + 1, at + size do argument = argument * 256 + tvb(i, 1):uint() end
  -- Integers of Lua 5.3 would come out negative.
  if size == 8 and tvb(at + 1, 1):uint() >= 0x20 then argument = 2 ^ 64 end
  return major, argument, at + 1 + size
end

local function skip(tvb, at, depth)
  local major, argument, next_at = head(tvb, at)
  if major == nil or depth > 6 then return nil end
  if major == 2 or major == 3 then
    if next_at + argument > tvb:len() then return nil end
    return next_at + argument
  end
  if major == 4 or major == 5 then
    for _ = 1, major == 5 and 2 * argument or argument do
      next_at = skip(tvb, next_at, depth + 1)
      if next_at == nil then return nil end
    end
  end
  return next_at
end

local function date(seconds)
  if seconds < 0 or seconds > 253402300799 then return nil end
  return os.date("!%Y-%m-%d %H:%M:%S", math.floor(seconds)) .. " UTC"
end

local function ticks_date(value) return date(value / 32768) end
local function ticks_span(value) return string.format("%.3f s", value / 32768) end

-- What a number means, where its name tells.
local MEANING = {
  clock = ticks_date, before = ticks_date, after = ticks_date,
  uptime = ticks_span, channelDelay = ticks_span,
  unixTime = date, expiry = date, t0 = date,
}

-- What a double holds whole, and what a field of a name does: Wireshark would cut more down to it.
local LARGEST, LARGEST_NAME = 2 ^ 53 - 1, 0xffffffff

local add_message

local function add_value(tree, tvb, at, field, shape)
  local major, argument, content = head(tvb, at)
  if major == nil then return nil end
  local end_at = skip(tvb, at, 0)
  if end_at == nil then return nil end
  local range = tvb(at, end_at - at)
  local is_number = (shape.kind == "integer" and major <= 1) or (shape.kind == "name" and major == 0)
  if is_number and argument > (shape.kind == "name" and LARGEST_NAME or LARGEST) then
    tree:add(F.unknown, range):set_text(field.name .. ": out of range")
  elseif shape.kind == "message" and major == 5 then
    local item = tree:add(field.proto, range)
    return add_message(item, tvb, at, MESSAGES[shape.of])
  elseif shape.kind == "list" and major == 4 then
    for _ = 1, argument do
      content = add_value(tree, tvb, content, field, shape.item)
      if content == nil then return nil end
    end
    return content
  elseif shape.kind == "integer" and (major == 0 or major == 1) then
    local value = major == 0 and argument or -1 - argument
    local item = tree:add(field.proto, range, Int64.new(value))
    local meaning = MEANING[field.name] and MEANING[field.name](value)
    if field.name == "commands" and COMMANDS[value] then meaning = COMMANDS[value].name end
    if meaning then item:append_text(" (" .. meaning .. ")") end
  elseif shape.kind == "name" and major == 0 then
    tree:add(field.proto, range, argument)
  elseif shape.kind == "bool" and major == 7 and (argument == 20 or argument == 21) then
    tree:add(field.proto, range, argument == 21)
  elseif shape.kind == "bytes" and major == 2 and argument > 0 then
    tree:add(field.proto, tvb(content, argument))
  elseif shape.kind == "text" and major == 3 and argument > 0 then
    tree:add(field.proto, tvb(content, argument))
  elseif (shape.kind == "bytes" and major == 2) or (shape.kind == "text" and major == 3) then
    tree:add(field.proto, range):append_text("(empty)")
  else
    tree:add(F.unknown, range):set_text(field.name .. ": of another type than it should be")
  end
  return end_at
end

-- Adds the fields of a map; where it ends, nil when it is malformed.
add_message = function(tree, tvb, at, fields)
  local major, count, content = head(tvb, at)
  if major ~= 5 then return nil end
  at = content
  for _ = 1, count do
    local key_major, key, value_at = head(tvb, at)
    if key_major ~= 0 then return nil end
    local field = fields and fields[key]
    if field then
      at = add_value(tree, tvb, value_at, field, field)
    else
      local end_at = skip(tvb, value_at, 0)
      if end_at ~= nil then
        tree:add(F.unknown, tvb(value_at, end_at - value_at)):prepend_text("Key " .. key .. ": ")
      end
      at = end_at
    end
    if at == nil then return nil end
  end
  return at
end

-- The parts of an envelope by their places; nil when it is none.
local function read_envelope(tvb)
  local major, count, at = head(tvb, 0)
  if major ~= 5 then return nil end
  local found = {}
  for _ = 1, count do
    local key_major, key, value_at = head(tvb, at)
    if key_major ~= 0 then return nil end
    local value_major, argument, content = head(tvb, value_at)
    local end_at = skip(tvb, value_at, 0)
    if end_at == nil then return nil end
    found[key] = { major = value_major, argument = argument, at = value_at, content = content,
      size = end_at - value_at }
    at = end_at
  end
  if at ~= tvb:len() then return nil end
  local function is(key, wanted) return found[key] ~= nil and found[key].major == wanted end
  local function is_up_to(key, most) return is(key, 0) and found[key].argument <= most end
  if not (is_up_to(0, 0xff) and is_up_to(1, 0xffff) and is(2, 2)) then return nil end
  if found[4] ~= nil and not is_up_to(4, 0xffff) then return nil end
  if found[3] ~= nil and not is(3, 2) then return nil end
  return found
end

----------------------------------------------------------------------------------------------------
-- What was seen, so that a packet looked at later is told as it was the first time

local streams, frames_of, assemblies, messages_of, requests, replies

function fobkit.init()
  streams, frames_of, assemblies, messages_of, requests, replies = {}, {}, {}, {}, {}, {}
end

local function add_summary(pinfo, text)
  pinfo.cols.protocol = "fobkit"
  if pinfo.private["fobkit_told"] == nil then
    pinfo.cols.info = text
    pinfo.private["fobkit_told"] = "1"
  else
    pinfo.cols.info:append("; " .. text)
  end
end

-- Links a reply with its request: the fob echoes the tag.
local function link_by_tag(tree, pinfo, link, tag, is_reply)
  local key = link .. tag
  if not pinfo.visited then
    local asked = requests[key]
    if is_reply and asked ~= nil then
      replies[asked] = pinfo.number
      requests["answered " .. pinfo.number .. key] = asked
    elseif not is_reply then
      requests[key] = pinfo.number
    end
  end
  local asked = requests["answered " .. pinfo.number .. key]
  if is_reply and asked then tree:add(F.reply_to, asked):set_generated() end
  local answered = replies[pinfo.number]
  if not is_reply and answered then tree:add(F.reply_in, answered):set_generated() end
end

local function is_masked(tvb)
  local text = tvb:raw()
  return #text > 0 and text:find("^[%*%z]+$") ~= nil and text:find("*", 1, true) ~= nil
end

-- A whole message in a buffer of its own. `link` tells which fob it is of.
local function add_envelope(tree, tvb, pinfo, link)
  local item = tree:add(fobkit, tvb(), "fobkit message")
  local found = read_envelope(tvb)
  if found == nil then
    item:append_text(", malformed")
    item:add_proto_expert_info(is_masked(tvb) and E.masked or E.malformed)
    add_summary(pinfo, is_masked(tvb) and "masked" or "malformed message")
    return
  end
  local function at(key) return tvb(found[key].at, found[key].size) end
  local code = found[1].argument
  local command = COMMANDS[code]
  local name = command and command.name or string.format("command 0x%02x", code)
  local is_reply = found[4] ~= nil
  item:add(F.version, at(0), found[0].argument)
  item:add(F.command, at(1), code)
  if found[2].argument > 0 then item:add(F.tag, tvb(found[2].content, found[2].argument)) end
  local text
  if is_reply then
    local status = found[4].argument
    local item_status = item:add(F.status, at(4), status)
    text = name .. " reply: " .. (STATUS[status] or string.format("0x%02x", status))
    if status ~= 0 then item_status:add_proto_expert_info(E.refused) end
  else
    text = name .. " request"
  end
  item:append_text(", " .. text)
  add_summary(pinfo, text)
  link_by_tag(item, pinfo, link, tvb(found[2].content, found[2].argument):raw(), is_reply)
  local payload = found[3]
  if payload == nil or payload.argument == 0 then return end
  local range = tvb(payload.content, payload.argument)
  local inside = item:add(F.payload, range)
  local rule = command and (is_reply and command.reply or command.request)
  if is_masked(range:tvb()) then
    inside:add_proto_expert_info(E.masked)
  elseif rule then
    inside:set_text("Payload: " .. rule)
    local end_at = add_message(inside, range:tvb(), 0, MESSAGES[rule])
    if end_at ~= payload.argument then inside:add_proto_expert_info(E.malformed) end
  end
end

local function buffer(text, name)
  return ByteArray.new(text, true):tvb(name)
end

----------------------------------------------------------------------------------------------------
-- Serial frames: a stream of bytes in one direction, cut into packets anyhow

-- Finds the frames that end in this packet, once, on the first pass.
local function cut(pinfo, key, data)
  local stream = streams[key]
  if stream == nil then
    stream = { held = "", from = nil }
    streams[key] = stream
  end
  local found = {}
  local start = 1
  while true do
    local zero = data:find("\0", start, true)
    if zero == nil then break end
    local raw = stream.held .. data:sub(start, zero - 1)
    if #raw > 0 then
      found[#found + 1] = { raw = raw, at = start - 1, size = zero - start + 1, from = stream.from }
    end
    stream.held, stream.from = "", nil
    start = zero + 1
  end
  local rest = data:sub(start)
  if #rest > 0 then
    stream.from = stream.from or pinfo.number
    stream.held = (stream.held .. rest):sub(1, LIMITS.frame + 1)
  end
  return { frames = found, rest = #rest, from = stream.from }
end

local function add_stream(tvb, pinfo, tree, link, direction)
  local id = pinfo.number .. "/" .. link .. direction
  if not pinfo.visited and frames_of[id] == nil then
    frames_of[id] = cut(pinfo, link .. direction, tvb:raw())
  end
  local seen = frames_of[id]
  if seen == nil then return end
  for _, frame in ipairs(seen.frames) do
    local range = tvb(frame.at, frame.size)
    local item = tree:add(fobkit, range, "fobkit serial frame")
    if frame.from then item:add(F.part_of, frame.from):set_generated() end
    if #frame.raw > 0 then item:add(F.frame, range) end
    local message, crc = decode_frame(frame.raw)
    if message == nil then
      item:append_text(", no frame: " .. crc)
      local masked = is_masked(buffer(frame.raw, "frame"))
      item:add_proto_expert_info(masked and E.masked or E.dropped)
      add_summary(pinfo, masked and "masked" or "no frame (" .. crc .. ")")
    else
      item:add(F.crc, range, crc)
      add_envelope(tree, buffer(message, "fobkit message"), pinfo, link)
    end
  end
  if seen.rest > 0 then
    local range = tvb(tvb:len() - seen.rest, seen.rest)
    local item = tree:add(fobkit, range, "fobkit serial frame, its beginning")
    item:add(F.part, range)
    add_summary(pinfo, "part of a frame")
  end
end

----------------------------------------------------------------------------------------------------
-- HID reports

local INIT, CONTINUATION = 57, 59

local function add_plain(item, pinfo, name, data, is_reply)
  if name == "Init" and is_reply and data:len() >= 17 then
    item:add(F.nonce, data(0, 8))
    item:add(F.new_cid, data(8, 4))
  elseif name == "Init" and data:len() >= 8 then
    item:add(F.nonce, data(0, 8))
  elseif name == "Error" and data:len() >= 1 then
    item:add(F.hid_error, data(0, 1))
    local code = data(0, 1):uint()
    add_summary(pinfo, "HID Error: " .. (HID_ERROR[code] or string.format("0x%02x", code)))
    return
  elseif name == "Keepalive" and data:len() >= 1 then
    item:add(F.hid_keepalive, data(0, 1))
  end
  add_summary(pinfo, "HID " .. (name or "unknown command") .. (is_reply and " reply" or ""))
end

-- Puts messages together, once, on the first pass; the message that ends in this packet, or nil.
local function assemble(pinfo, key, command, length, data)
  if command ~= nil then
    assemblies[key] = { command = command, length = length, data = data, from = pinfo.number }
  elseif assemblies[key] ~= nil then
    assemblies[key].data = assemblies[key].data .. data
  end
  local found = assemblies[key]
  if found == nil or #found.data < found.length then return nil end
  assemblies[key] = nil
  found.data = found.data:sub(1, found.length)
  return found
end

local function add_report(tvb, pinfo, tree, link, direction)
  local is_reply = direction == "<"
  local item = tree:add(fobkit, tvb(), "fobkit HID report")
  item:add(F.cid, tvb(0, 4))
  local first = tvb(4, 1):uint()
  local command, length, data
  if first >= 0x80 then
    command, length = first - 0x80, tvb(5, 2):uint()
    item:add(F.hid_command, tvb(4, 1), command)
    item:add(F.hid_length, tvb(5, 2))
    data = tvb(7, INIT)
  else
    item:add(F.hid_sequence, tvb(4, 1))
    data = tvb(5, CONTINUATION)
  end
  item:add(F.hid_data, data)
  local key = link .. direction .. tvb(0, 4):raw()
  local id = pinfo.number .. "/" .. key
  if not pinfo.visited and messages_of[id] == nil then
    local known = assemblies[key]
    messages_of[id] = {
      message = assemble(pinfo, key, command, length, data:raw()),
      command = command or (known and known.command),
      from = known and command == nil and known.from or nil,
    }
  end
  local seen = messages_of[id]
  if seen == nil then return end
  local name = seen.command and HID_COMMAND[seen.command]
  if seen.from then item:add(F.part_of, seen.from):set_generated() end
  if seen.message == nil then
    add_summary(pinfo, "part of HID " .. (name or "message"))
  elseif name == "Message" then
    add_envelope(tree, buffer(seen.message.data, "fobkit message"), pinfo, link)
  else
    add_plain(item, pinfo, name, buffer(seen.message.data, "HID payload"), is_reply)
  end
end

----------------------------------------------------------------------------------------------------
-- Where they come from

-- No field extractors: they have nothing to extract on the first pass, where frames are put together.

-- Serial captures of fobkit: LINKTYPE_RTAC_SERIAL, whose header Wireshark knows. The number of the
-- link is in the footer, which is 0 in captures of other programs.
local serial = Proto("fobkit_serial", "fobkit serial link")
local rtac = Dissector.get("rtacser")
local RTAC_HEADER = 12
local TO_FOB = { [1] = true, [3] = true }
local TO_HOST = { [2] = true, [4] = true }

function serial.dissector(tvb, pinfo, tree)
  local ours = tvb:len() >= RTAC_HEADER
    and (tvb(10, 2):uint() ~= 0 or fobkit.prefs.all_serial)
  if not ours then return rtac:call(tvb, pinfo, tree) end
  rtac:call(tvb(0, RTAC_HEADER):tvb(), pinfo, tree)
  pinfo.cols.protocol = "fobkit"
  local link = "serial " .. tvb(10, 2):uint() .. " "
  local event = tvb(8, 1):uint()
  local direction = TO_FOB[event] and ">" or TO_HOST[event] and "<"
  if direction then
    pinfo.cols.src = direction == ">" and "host" or "fob"
    pinfo.cols.dst = direction == ">" and "fob" or "host"
    if tvb:len() > RTAC_HEADER then
      add_stream(tvb(RTAC_HEADER):tvb(), pinfo, tree, link, direction)
    end
  elseif event == 0 then
    pinfo.cols.info = tvb(9, 1):bitfield(3, 1) == 1 and "link opened" or "link closed"
    if not pinfo.visited then streams[link .. ">"], streams[link .. "<"] = nil, nil end
  end
  return tvb:len()
end

DissectorTable.get("wtap_encap"):add(wtap.RTAC_SERIAL or 153, serial)

-- USB. The table of products tells that a transfer is of a fob, the lists of heuristics then tell
-- what kind of transfer it is: interrupt transfers carry reports, bulk transfers frames.
local usb = Proto("fobkit_usb", "fobkit fob on USB")
local REPORT = 64
local of_fob

function usb.dissector(tvb, pinfo, tree)
  of_fob = pinfo.number
  return 0
end

local function usb_link(pinfo)
  local source, target = tostring(pinfo.src), tostring(pinfo.dst)
  if source == "host" then return "usb " .. target .. " ", ">" end
  return "usb " .. source .. " ", "<"
end

usb:register_heuristic("usb.interrupt", function(tvb, pinfo, tree)
  if of_fob ~= pinfo.number or tvb:len() ~= REPORT then return false end
  local link, direction = usb_link(pinfo)
  add_report(tvb, pinfo, tree, link, direction)
  return true
end)

usb:register_heuristic("usb.bulk", function(tvb, pinfo, tree)
  if of_fob ~= pinfo.number or tvb:len() == 0 then return false end
  local link, direction = usb_link(pinfo)
  add_stream(tvb, pinfo, tree, link, direction)
  return true
end)

DissectorTable.get("usb.product"):add(USB_PRODUCT.vendor * 0x10000 + USB_PRODUCT.product, usb)
-- A fob with ids of its maker, or one that was there before the capture began: Decode As.
DissectorTable.get("usb.product"):add_for_decode_as(usb)
DissectorTable.get("usb.device"):add_for_decode_as(usb)

-- A TCP plug or a serial server, captured on the network: Decode As, or -d tcp.port==4000,fobkit.
function fobkit.dissector(tvb, pinfo, tree)
  if tvb:len() == 0 then return 0 end
  local ends = { tostring(pinfo.src) .. ":" .. pinfo.src_port, tostring(pinfo.dst) .. ":" .. pinfo.dst_port }
  local direction = ends[1] < ends[2] and ">" or "<"
  table.sort(ends)
  add_stream(tvb, pinfo, tree, "tcp " .. ends[1] .. " " .. ends[2] .. " ", direction)
  return tvb:len()
end

DissectorTable.get("tcp.port"):add_for_decode_as(fobkit)
