// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/json_text.h"

#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "base/number_format.h"
#include "template/time_layout.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

void appendString(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
        constexpr std::string_view kLetters = "\"\\bfnrt";
        const auto at = rune.value < 0x80 ? kShort.find(static_cast<char>(rune.value)) : std::string_view::npos;
        if (at != std::string_view::npos) {
            out += '\\';
            out += kLetters[at];
        } else if (rune.value < ' ' || rune.value == '<' || rune.value == '>' || rune.value == '&' ||
                   rune.value == 0x2028 || rune.value == 0x2029 || (rune.value == kReplacementRune && rune.size == 1)) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(rune.value));
        } else {
            appendRune(out, rune.value);
        }
        text.remove_prefix(rune.size);
    }
    out += '"';
}

class JsonRun {
  public:
    JsonRun(std::string& out, std::uint64_t limit)
        : m_out(out)
        , m_limit(limit) {}

    Result<void> append(const Value& boxed) {
        const auto value = boxed.pointee();
        if (m_out.size() > m_limit) {
            return fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", m_limit));
        }
        switch (value.kind()) {
        case Kind::kInvalid:
        case Kind::kInterface:
            m_out += "null";
            return {};
        case Kind::kBool:
            m_out += value.toBool() ? "true" : "false";
            return {};
        case Kind::kInt:
            m_out += std::to_string(value.toInt());
            return {};
        case Kind::kUint:
            m_out += std::to_string(value.toUint());
            return {};
        case Kind::kFloat:
            return appendFloat(value.toDouble());
        case Kind::kComplex:
            return fail(ErrorCode::kInvalidArgument, "json: unsupported type: complex128");
        case Kind::kString:
            appendString(m_out, value.toString());
            return {};
        case Kind::kTime:
            appendString(m_out, formatTime(value.toTime(), kRfc3339NanoLayout));
            return {};
        case Kind::kList:
            return appendList(value.toList());
        case Kind::kMap:
            return appendMap(value.toMap());
        case Kind::kStruct:
            return appendStruct(value);
        }
        return {};
    }

  private:
    Result<void> appendFloat(double number) {
        if (!std::isfinite(number)) {
            std::string text;
            appendFloatGeneral(text, number);
            return fail(ErrorCode::kInvalidArgument, "json: unsupported value: " + text);
        }
        const auto start = m_out.size();
        appendFloatApi(m_out, number);
        // 1e-09 is written 1e-9
        if (const auto at = m_out.find("e-0", start); at != std::string::npos) {
            m_out.erase(at + 2, 1);
        }
        return {};
    }

    Result<void> appendList(const List& list) {
        m_out += '[';
        for (std::size_t i = 0; i < list.size(); ++i) {
            m_out += i > 0 ? "," : "";
            HEARTH_TRY(append(list.at(i)));
        }
        m_out += ']';
        return {};
    }

    Result<void> appendMap(const Map& map) {
        m_out += '{';
        for (std::size_t i = 0; i < map.size(); ++i) {
            m_out += i > 0 ? "," : "";
            appendString(m_out, map.keyAt(i));
            m_out += ':';
            HEARTH_TRY(append(map.at(i)));
        }
        m_out += '}';
        return {};
    }

    Result<void> appendStruct(const Value& value) {
        m_out += '{';
        bool isFirst = true;
        for (const auto& field : value.type()->fields) {
            if (!field.isExported()) {
                continue;
            }
            m_out += std::exchange(isFirst, false) ? "" : ",";
            appendString(m_out, field.jsonName.empty() ? field.name : field.jsonName);
            m_out += ':';
            HEARTH_TRY(append(field.get(value.toObject())));
        }
        m_out += '}';
        return {};
    }

    std::string& m_out;
    std::uint64_t m_limit;
};

} // namespace

Result<std::string> jsonText(const Value& value, std::uint64_t limit) {
    std::string out;
    HEARTH_TRY(JsonRun(out, limit).append(value));
    return out;
}

std::string jsonString(std::string_view text) {
    std::string out;
    appendString(out, text);
    return out;
}

} // namespace hearth::templates
