// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/js_escaper.h"

#include <fmt/format.h>

#include "base/text.h"
#include "template/json_text.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

/// `asHex` become \u00XX, `behindBackslash` get a backslash; control characters are escaped always.
std::string replaced(std::string_view text, std::string_view asHex, std::string_view behindBackslash) {
    constexpr std::string_view kControls = "\t\n\f\r";
    constexpr std::string_view kLetters = "tnfr";
    std::string out;
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        const char c = rune.value < 0x80 ? static_cast<char>(rune.value) : '\x7f';
        if (const auto at = kControls.find(c); at != std::string_view::npos) {
            out += '\\';
            out += kLetters[at];
        } else if (rune.value < ' ' || asHex.contains(c) || rune.value == 0x2028 || rune.value == 0x2029) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(rune.value));
        } else if (behindBackslash.contains(c)) {
            out += '\\';
            out += c;
        } else {
            out += text.substr(0, rune.size);
        }
        text.remove_prefix(rune.size);
    }
    return out;
}

void replaceAll(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

bool isIdentifierPart(char c) {
    return c == '$' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

std::string jsExpression(const Value& value, std::uint64_t limit) {
    const auto text = value.kind() == Kind::kTime ? std::nullopt : stringMethod(value);
    auto json = text ? jsonString(*text) : jsonText(value, limit);
    if (!json) {
        auto message = escapeScriptTags(json.error().message());
        replaceAll(message, "*/", "* /");
        return fmt::format(" /* {} */null ", message);
    }
    // Blanks keep names and numbers from growing together with their neighbours.
    return isIdentifierPart(json->front()) || isIdentifierPart(json->back()) ? fmt::format(" {} ", *json)
                                                                             : *std::move(json);
}

std::string escapeJsString(std::string_view text) {
    return replaced(text, "\"`&'+<>", "/\\");
}

std::string escapeJsTemplate(std::string_view text) {
    return replaced(text, "\"`&'+<>${}", "/\\");
}

std::string escapeJsRegex(std::string_view text) {
    auto out = replaced(text, "\"&'+<>", "$()*-./?[\\]^{|}");
    return out.empty() ? "(?:)" : out; // two slashes would begin a comment
}

std::string escapeScriptTags(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = toLowerAscii(text.substr(i, 8));
        const bool isSpecial = rest.starts_with("<!--") || rest.starts_with("<script") || rest.starts_with("</script");
        out += isSpecial ? "\\x3C" : std::string(1, text[i]);
    }
    return out;
}

} // namespace hearth::templates
