// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/silence/silence_code.h"

#include <optional>

#include "alertmanager/alert.h"
#include "base/byte_io.h"

namespace hearth::alertmanager {
namespace {

// On disk, never renumber.
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t typeCode(model::MatchType type) {
    switch (type) {
    case model::MatchType::kEqual:
        return 0;
    case model::MatchType::kRegex:
        return 1;
    case model::MatchType::kNotEqual:
        return 2;
    case model::MatchType::kNotRegex:
        return 3;
    }
    return 0;
}

std::optional<model::MatchType> typeOf(std::uint8_t code) {
    for (const auto type : {model::MatchType::kEqual, model::MatchType::kRegex, model::MatchType::kNotEqual,
                            model::MatchType::kNotRegex}) {
        if (typeCode(type) == code) {
            return type;
        }
    }
    return std::nullopt;
}

Result<model::Matchers> readMatchers(ByteReader& reader) {
    model::Matchers matchers;
    for (auto count = reader.uvarint(); count > 0 && reader.ok(); --count) {
        const auto type = typeOf(reader.u8());
        std::string name(reader.string());
        std::string value(reader.string());
        if (!type || !reader.ok()) {
            return fail(ErrorCode::kCorruption, "damaged matchers");
        }
        matchers.push_back(HEARTH_TRY(matcherOf(*type, std::move(name), std::move(value))));
    }
    return matchers;
}

} // namespace

std::string encodeSilence(const Silence& silence) {
    std::string bytes;
    ByteWriter writer(bytes);
    writer.u8(kVersion);
    writer.varint(silence.startsAt);
    writer.varint(silence.endsAt);
    writer.varint(silence.updatedAt);
    writer.string(silence.createdBy);
    writer.string(silence.comment);
    writer.uvarint(silence.matchers.size());
    for (const auto& matcher : silence.matchers) {
        writer.u8(typeCode(matcher.type()));
        writer.string(matcher.name());
        writer.string(matcher.value());
    }
    writer.uvarint(silence.annotations.size());
    for (const auto& [name, value] : silence.annotations) {
        writer.string(name);
        writer.string(value);
    }
    return bytes;
}

Result<Silence> decodeSilence(std::string id, std::string_view bytes) {
    ByteReader reader(bytes);
    if (reader.u8() != kVersion) {
        return fail(ErrorCode::kCorruption, "unknown form of silence " + id);
    }
    Silence silence{.id = std::move(id)};
    silence.startsAt = reader.varint();
    silence.endsAt = reader.varint();
    silence.updatedAt = reader.varint();
    silence.createdBy = reader.string();
    silence.comment = reader.string();
    silence.matchers = HEARTH_TRY(readMatchers(reader));
    for (auto count = reader.uvarint(); count > 0 && reader.ok(); --count) {
        std::string name(reader.string());
        silence.annotations[std::move(name)] = reader.string();
    }
    if (!reader.ok() || !reader.atEnd()) {
        return fail(ErrorCode::kCorruption, "damaged silence " + silence.id);
    }
    return silence;
}

} // namespace hearth::alertmanager
