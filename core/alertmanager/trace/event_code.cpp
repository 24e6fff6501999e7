// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/trace/event_code.h"

#include "base/byte_io.h"

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxText = 1'000;

// On disk, never renumber.
enum Field : std::uint8_t {
    kIntegration = 1,
    kFrom = 2,
    kTo = 3,
    kBy = 4,
    kDetail = 5,
    kUntil = 6,
    kAttempt = 7,
    kValue = 8,
};

void text(ByteWriter& writer, Field field, std::string_view value) {
    if (value.empty()) {
        return;
    }
    auto length = std::min(value.size(), kMaxText);
    // Not in the middle of a character.
    while (length < value.size() && (static_cast<unsigned char>(value[length]) & 0xc0U) == 0x80U) {
        --length;
    }
    writer.u8(field);
    writer.string(value.substr(0, length));
}

} // namespace

std::string encodeEvent(const TraceEvent& event) {
    std::string bytes;
    ByteWriter writer(bytes);
    text(writer, kIntegration, event.integration);
    text(writer, kFrom, event.from);
    text(writer, kTo, event.to);
    text(writer, kBy, event.by);
    text(writer, kDetail, event.detail);
    if (event.until != 0) {
        writer.u8(kUntil);
        writer.varint(event.until);
    }
    if (event.attempt != 0) {
        writer.u8(kAttempt);
        writer.uvarint(event.attempt);
    }
    if (event.value != 0) {
        writer.u8(kValue);
        writer.f64(event.value);
    }
    return bytes;
}

Result<void> decodeEvent(std::string_view bytes, TraceEvent& event) {
    ByteReader reader(bytes);
    while (reader.ok() && !reader.atEnd()) {
        switch (reader.u8()) {
        case kIntegration:
            event.integration = reader.string();
            break;
        case kFrom:
            event.from = reader.string();
            break;
        case kTo:
            event.to = reader.string();
            break;
        case kBy:
            event.by = reader.string();
            break;
        case kDetail:
            event.detail = reader.string();
            break;
        case kUntil:
            event.until = reader.varint();
            break;
        case kAttempt:
            event.attempt = static_cast<std::uint32_t>(reader.uvarint());
            break;
        case kValue:
            event.value = reader.f64();
            break;
        default:
            reader.fail();
        }
    }
    return reader.ok() ? Result<void>() : fail(ErrorCode::kCorruption, "damaged trace");
}

} // namespace hearth::alertmanager
