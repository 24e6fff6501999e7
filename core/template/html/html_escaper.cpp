// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/html_escaper.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "template/html/css_escaper.h"
#include "template/html/js_escaper.h"
#include "template/html/url_escaper.h"
#include "template/print.h"
#include "template/text_escape.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

/// A text on its way through the escapers, with what is trusted of it.
struct Piece {
    std::string text;
    bool isHtml = false; ///< Marked as safe by safeHtml.
    bool isUrl = false;  ///< By safeUrl.
};

Result<Piece> pieceOf(const Value& value, std::uint64_t limit) {
    Piece piece;
    if (!value.isNothing()) { // nil prints nothing here
        HEARTH_TRY(appendPrinted(piece.text, value, limit));
    }
    piece.isHtml = value.type() == &kHtmlType;
    piece.isUrl = value.type() == &kUrlType;
    return piece;
}

std::string replaced(std::string_view text, bool keepsAmpersand) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '\0':
            appendRune(out, kReplacementRune);
            break;
        case '"':
        case '\'':
        case '+':
            out += fmt::format("&#{};", static_cast<int>(c));
            break;
        case '&':
            out += keepsAmpersand ? "&" : "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string replacedUnquoted(std::string_view text, bool keepsAmpersand) {
    std::string out;
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        const bool isAscii = rune.value < 0x80;
        if (rune.value == 0) {
            out += "&#xfffd;";
        } else if (isAscii && std::string_view("\t\n\v\f\r \"'+=`").contains(static_cast<char>(rune.value))) {
            out += fmt::format("&#{};", static_cast<unsigned>(rune.value));
        } else if (isAscii) {
            out += replaced(text.substr(0, 1), keepsAmpersand);
        } else if ((rune.value >= 0xfdd0 && rune.value <= 0xfdef) || (rune.value >= 0xfff0 && rune.value <= 0xffff)) {
            out += fmt::format("&#x{:x};", static_cast<unsigned>(rune.value));
        } else {
            out += text.substr(0, rune.size);
        }
        text.remove_prefix(rune.size);
    }
    return out;
}

/// The text of a snippet of HTML without its tags, for places where tags cannot stand.
std::string withoutTags(std::string_view html) {
    std::string out;
    HtmlContext context;
    bool isAllText = true;
    for (auto rest = html; !rest.empty();) {
        auto [next, size] = contextAfter(context, rest);
        if (context.state == HtmlState::kText || context.state == HtmlState::kRcdata) {
            auto text = rest.substr(0, size);
            if (next.state != context.state) {
                text = text.substr(0, std::min(text.rfind('<'), text.size()));
            }
            out += text;
        } else {
            isAllText = false;
        }
        if (size == 0 && next.state == context.state) {
            break;
        }
        context = std::move(next);
        rest.remove_prefix(size);
    }
    return isAllText ? std::string(html) : out;
}

std::string attributeNameOrFailsafe(const Piece& piece) {
    const auto name = toLower(piece.text);
    const bool isWord =
        std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
    return name.empty() || !isWord || contentKindOf(name) != ContentKind::kPlain ? std::string(kFailsafe) : name;
}

void escapeUrl(Piece& piece, const HtmlContext& context, std::string_view absorbed) {
    const bool isCssString =
        context.state == HtmlState::kCssDoubleQuoted || context.state == HtmlState::kCssSingleQuoted;
    if (context.urlPart == UrlPart::kQueryOrFragment) {
        piece.text = absorbed == "urlquery" ? escapeQuery(piece.text) : escapeUrlPart(piece.text, piece.isUrl);
    } else {
        if (context.urlPart == UrlPart::kNone && !piece.isUrl && !isSafeUrl(piece.text)) {
            piece.text = fmt::format("#{}", kFailsafe);
        }
        if (isCssString) {
            piece.text = escapeCss(piece.text);
        } else {
            piece.text = absorbed == "urlquery" ? escapeQuery(piece.text) : escapeUrlPart(piece.text, true);
        }
    }
    piece.isHtml = false;
}

/// What the state asks for, before what the quotes of an attribute ask for.
Result<void> escapeForState(Piece& piece, const Value& value, const HtmlContext& context, std::string_view absorbed,
                            std::uint64_t limit) {
    const auto become = [&](std::string text) {
        piece = {std::move(text), false, false};
        return Result<void>();
    };
    switch (context.state) {
    case HtmlState::kUrl:
    case HtmlState::kCssDoubleQuoted:
    case HtmlState::kCssSingleQuoted:
    case HtmlState::kCssDoubleQuotedUrl:
    case HtmlState::kCssSingleQuotedUrl:
    case HtmlState::kCssUrl:
        escapeUrl(piece, context, absorbed);
        return {};
    case HtmlState::kMetaContentUrl:
        return become(piece.isUrl || isSafeUrl(piece.text) ? piece.text : fmt::format("#{}", kFailsafe));
    case HtmlState::kSrcset:
        return become(escapeSrcset(piece.text, piece.isUrl));
    case HtmlState::kJs:
        return become(jsExpression(value, limit));
    case HtmlState::kJsDoubleQuoted:
    case HtmlState::kJsSingleQuoted:
        return become(escapeJsString(piece.text));
    case HtmlState::kJsTemplate:
        return become(escapeJsTemplate(piece.text));
    case HtmlState::kJsRegex:
        return become(escapeJsRegex(piece.text));
    case HtmlState::kCss:
        return become(cssValueOrFailsafe(piece.text));
    case HtmlState::kTag:
    case HtmlState::kAttributeName:
        return become(attributeNameOrFailsafe(piece));
    case HtmlState::kText:
        if (absorbed == "html") {
            piece.text = escapeHtml(piece.text);
        } else if (!piece.isHtml) {
            piece.text = replaced(piece.text, false);
        }
        return {};
    case HtmlState::kRcdata:
        piece.text = absorbed == "html" ? escapeHtml(piece.text) : replaced(piece.text, piece.isHtml);
        return {};
    default:
        return isComment(context.state) ? become({}) : Result<void>();
    }
}

} // namespace

Result<std::string> escapeForHtml(const Value& value, const HtmlContext& context, std::string_view absorbed,
                                  std::uint64_t limit) {
    auto piece = HEARTH_TRY(pieceOf(value, limit));
    HEARTH_TRY(escapeForState(piece, value, context, absorbed, limit));
    switch (context.delimiter) {
    case Delimiter::kNone:
        return std::move(piece.text);
    case Delimiter::kSpaceOrTagEnd:
        if (piece.text.empty()) { // nothing would make the next attribute the value
            return std::string(kFailsafe);
        }
        return replacedUnquoted(piece.isHtml ? withoutTags(piece.text) : piece.text, piece.isHtml);
    default:
        if (absorbed == "html") {
            return escapeHtml(piece.text);
        }
        return replaced(piece.isHtml ? withoutTags(piece.text) : piece.text, piece.isHtml);
    }
}

} // namespace hearth::templates
