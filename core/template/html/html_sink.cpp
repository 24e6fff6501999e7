// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/html_sink.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "template/html/html_escaper.h"
#include "template/html/js_escaper.h"

namespace hearth::templates {
namespace {

/// A `<` that begins no tag is text.
void appendText(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isBracket = text[i] == '<' && toLowerAscii(text.substr(i, 9)) != "<!doctype";
        out += isBracket ? "&lt;" : std::string_view(text.substr(i, 1));
    }
}

/// How long the mark is that began a comment.
std::size_t commentMarkSize(HtmlState state, std::string_view piece) {
    if (state == HtmlState::kComment || (state == HtmlState::kJsLineComment && piece.ends_with("<!--"))) {
        return 4;
    }
    return state == HtmlState::kJsLineComment && piece.ends_with("-->") ? 3 : 2;
}

} // namespace

Result<void> HtmlSink::check() const {
    if (m_context.state == HtmlState::kError) {
        return fail(ErrorCode::kInvalidArgument, std::string(m_context.error));
    }
    if (m_out.size() > m_limit) {
        return fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", m_limit));
    }
    return {};
}

void HtmlSink::writePiece(std::string_view piece, const HtmlContext& next) {
    const auto state = m_context.state;
    const bool isOutsideValues = m_context.delimiter == Delimiter::kNone;
    if (isOutsideValues && isComment(state)) {
        const bool isBlock = state == HtmlState::kJsBlockComment || state == HtmlState::kCssBlockComment;
        const bool hasLines = state == HtmlState::kJsBlockComment && piece.find_first_of("\n\r") != piece.npos;
        m_out += hasLines ? "\n" : isBlock ? " " : "";
        return;
    }
    if (next.state != state && isComment(next.state) && next.delimiter == Delimiter::kNone) {
        piece.remove_suffix(std::min(commentMarkSize(next.state, piece), piece.size()));
        if (state == HtmlState::kText) {
            appendText(m_out, piece);
        } else {
            m_out += piece;
        }
        return;
    }
    if (state == HtmlState::kText || state == HtmlState::kRcdata) {
        const auto tag = next.state == state ? piece.size() : std::min(piece.rfind('<'), piece.size());
        appendText(m_out, piece.substr(0, tag));
        m_out += piece.substr(tag);
    } else if (isScriptLiteral(state)) {
        m_out += escapeScriptTags(piece);
    } else {
        m_out += piece;
    }
}

Result<void> HtmlSink::text(std::string_view text) {
    while (!text.empty()) {
        auto [next, size] = contextAfter(m_context, text);
        writePiece(text.substr(0, size), next);
        m_context = std::move(next);
        text.remove_prefix(size);
        HEARTH_TRY(check());
    }
    return check();
}

HtmlContext HtmlSink::contextOfValue() const {
    auto context = m_context;
    switch (context.state) {
    case HtmlState::kTag:
        context.state = HtmlState::kAttributeName;
        break;
    case HtmlState::kAfterName:
        context.state = HtmlState::kAttributeName;
        context.attribute = AttributeKind::kNone;
        break;
    case HtmlState::kBeforeValue:
        context.state = attributeStart(context.attribute);
        context.delimiter = Delimiter::kSpaceOrTagEnd;
        context.attribute = AttributeKind::kNone;
        break;
    default:
        break;
    }
    return context;
}

bool HtmlSink::absorbs(std::string_view function) const {
    const auto context = contextOfValue();
    const auto state = context.state;
    if (function == "urlquery") {
        return state == HtmlState::kUrl || state == HtmlState::kCssDoubleQuotedUrl ||
               state == HtmlState::kCssSingleQuotedUrl || state == HtmlState::kCssUrl;
    }
    const bool isQuoted = context.delimiter == Delimiter::kDoubleQuote || context.delimiter == Delimiter::kSingleQuote;
    const bool isText =
        context.delimiter == Delimiter::kNone && (state == HtmlState::kText || state == HtmlState::kRcdata);
    return function == "html" && (isQuoted || isText);
}

Result<void> HtmlSink::print(const Value& value, std::string_view absorbed) {
    m_context = contextOfValue();
    m_out += HEARTH_TRY(escapeForHtml(value, m_context, absorbed, m_limit));
    m_context.slashDivides = m_context.slashDivides || m_context.state == HtmlState::kJs;
    return check();
}

Result<void> HtmlSink::finish() const {
    if (m_context.state != HtmlState::kText) {
        return fail(ErrorCode::kInvalidArgument, "html/template: ends in a non-text context");
    }
    return {};
}

} // namespace hearth::templates
