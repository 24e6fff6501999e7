// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_writer.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace hearth {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kReplacement = "\\ufffd";

bool isPlain(unsigned char byte) {
    return byte >= ' ' && byte != '"' && byte != '\\';
}

void appendControl(std::string& out, unsigned char byte) {
    switch (byte) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += kHexDigits[byte >> 4U];
        out += kHexDigits[byte & 0xfU];
    }
}

/// Replaces what is not UTF-8, byte by byte; only for text that is known to be damaged.
void appendRepaired(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = 1;
        while (length < 4 && i + length <= text.size() && !isValidUtf8(text.substr(i, length))) {
            ++length;
        }
        const auto piece = text.substr(i, length);
        if (!isValidUtf8(piece)) {
            out += kReplacement;
            ++i;
        } else if (piece.size() == 1 && !isPlain(static_cast<unsigned char>(piece[0]))) {
            appendControl(out, static_cast<unsigned char>(piece[0]));
            ++i;
        } else {
            out += piece;
            i += piece.size();
        }
    }
}

template <class T>
void appendNumber(std::string& out, T value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof(buffer), value).ptr;
    out.append(buffer, end);
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    out += '"';
    if (!isValidUtf8(text)) {
        appendRepaired(out, text);
    } else {
        std::size_t start = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            if (!isPlain(byte)) {
                out.append(text, start, i - start);
                appendControl(out, byte);
                start = i + 1;
            }
        }
        out.append(text, start, text.size() - start);
    }
    out += '"';
}

JsonWriter::JsonWriter(std::string& out)
    : m_out(out) {}

void JsonWriter::separate() {
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (!m_hasItems.empty()) {
        if (m_hasItems.back()) {
            m_out += ',';
        }
        m_hasItems.back() = true;
    }
}

JsonWriter& JsonWriter::beginObject() {
    separate();
    m_out += '{';
    m_hasItems.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::endObject() {
    m_out += '}';
    m_hasItems.pop_back();
    return *this;
}

JsonWriter& JsonWriter::beginArray() {
    separate();
    m_out += '[';
    m_hasItems.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::endArray() {
    m_out += ']';
    m_hasItems.pop_back();
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    appendJsonString(m_out, name);
    m_out += ':';
    m_afterKey = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    separate();
    appendJsonString(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    separate();
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
    separate();
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value)) {
        return null();
    }
    separate();
    appendNumber(m_out, value);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    m_out += json;
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view name, std::string_view value) {
    return key(name).string(value);
}

} // namespace hearth
