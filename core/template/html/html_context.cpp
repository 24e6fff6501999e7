// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/html_context.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "template/html/entities.h"
#include "template/html/js_context.h"

namespace hearth::templates {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";
constexpr auto kNone = std::string_view::npos;

std::size_t skipBlanks(std::string_view text, std::size_t from = 0) {
    return std::min(text.find_first_not_of(kBlanks, from), text.size());
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isLetterOrDigit(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
}

Transition broken(std::string_view text, std::string_view what) {
    HtmlContext context;
    context.state = HtmlState::kError;
    context.error = what;
    return {context, text.size()};
}

Element elementOf(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Element>, 5> kElements{{{"script", Element::kScript},
                                                                             {"style", Element::kStyle},
                                                                             {"textarea", Element::kTextarea},
                                                                             {"title", Element::kTitle},
                                                                             {"meta", Element::kMeta}}};
    const auto lower = toLowerAscii(name);
    const auto found = std::ranges::find(kElements, lower, &std::pair<std::string_view, Element>::first);
    return found == kElements.end() ? Element::kNone : found->second;
}

std::string_view nameOf(Element element) {
    constexpr std::array<std::string_view, 6> kNames{"", "script", "style", "textarea", "title", ""};
    return kNames[static_cast<std::size_t>(element)];
}

/// The end of a tag's name; `from` where none begins there.
std::size_t tagNameEnd(std::string_view text, std::size_t from) {
    if (from == text.size() || !isLetter(text[from])) {
        return from;
    }
    auto end = from + 1;
    while (end < text.size()) {
        if (isLetterOrDigit(text[end])) {
            ++end;
        } else if ((text[end] == ':' || text[end] == '-') && end + 1 < text.size() && isLetterOrDigit(text[end + 1])) {
            end += 2;
        } else {
            break;
        }
    }
    return end;
}

Transition afterText(const HtmlContext& context, std::string_view text) {
    for (std::size_t from = 0;;) {
        auto at = text.find('<', from);
        if (at == kNone || at + 1 == text.size()) {
            return {context, text.size()};
        }
        if (text.substr(at).starts_with("<!--")) {
            HtmlContext comment;
            comment.state = HtmlState::kComment;
            return {comment, at + 4};
        }
        ++at;
        const bool isEnd = text[at] == '/';
        if (isEnd && ++at == text.size()) {
            return {context, text.size()};
        }
        const auto end = tagNameEnd(text, at);
        if (end != at) {
            HtmlContext tag;
            tag.state = HtmlState::kTag;
            tag.element = isEnd ? Element::kNone : elementOf(text.substr(at, end - at));
            return {tag, end};
        }
        from = at;
    }
}

/// The end of an attribute's name; nothing where a quote or `<` is in it.
std::size_t attributeNameEnd(std::string_view text, std::size_t from) {
    const auto end = std::min(text.find_first_of(" \t\n\f\r=>'\"<", from), text.size());
    return end < text.size() && std::string_view("'\"<").contains(text[end]) ? kNone : end;
}

AttributeKind attributeOf(Element element, std::string_view name) {
    const auto lower = toLowerAscii(name);
    if (element == Element::kScript && lower == "type") {
        return AttributeKind::kScriptType;
    }
    if (element == Element::kMeta && lower == "content") {
        return AttributeKind::kMetaContent;
    }
    switch (contentKindOf(lower)) {
    case ContentKind::kUrl:
        return AttributeKind::kUrl;
    case ContentKind::kCss:
        return AttributeKind::kStyle;
    case ContentKind::kJs:
        return AttributeKind::kScript;
    case ContentKind::kSrcset:
        return AttributeKind::kSrcset;
    default:
        return AttributeKind::kNone;
    }
}

HtmlState contentOf(Element element) {
    constexpr std::array<HtmlState, 6> kStates{HtmlState::kText,   HtmlState::kJs,     HtmlState::kCss,
                                               HtmlState::kRcdata, HtmlState::kRcdata, HtmlState::kText};
    return kStates[static_cast<std::size_t>(element)];
}

Transition afterTag(const HtmlContext& context, std::string_view text) {
    const auto at = skipBlanks(text);
    if (at == text.size()) {
        return {context, text.size()};
    }
    HtmlContext next;
    if (text[at] == '>') {
        next.element = context.element == Element::kMeta ? Element::kNone : context.element;
        next.state = contentOf(next.element);
        return {next, at + 1};
    }
    const auto end = attributeNameEnd(text, at);
    if (end == kNone || end == at) {
        return broken(text, "expected space, attr name, or end of tag");
    }
    next.element = context.element;
    next.attribute = attributeOf(context.element, text.substr(at, end - at));
    next.state = end == text.size() ? HtmlState::kAttributeName : HtmlState::kAfterName;
    return {next, end};
}

Transition afterAttributeName(HtmlContext context, std::string_view text) {
    const auto end = attributeNameEnd(text, 0);
    if (end == kNone) {
        return broken(text, "quote or < in attribute name");
    }
    context.state = end == text.size() ? context.state : HtmlState::kAfterName;
    return {context, end};
}

Transition afterName(HtmlContext context, std::string_view text) {
    const auto at = skipBlanks(text);
    if (at == text.size()) {
        return {context, at};
    }
    const bool hasValue = text[at] == '=';
    context.state = hasValue ? HtmlState::kBeforeValue : HtmlState::kTag;
    return {context, at + (hasValue ? 1 : 0)};
}

Transition beforeValue(HtmlContext context, std::string_view text) {
    const auto at = skipBlanks(text);
    if (at == text.size()) {
        return {context, at};
    }
    context.state = attributeStart(context.attribute);
    context.delimiter = text[at] == '"'    ? Delimiter::kDoubleQuote
                        : text[at] == '\'' ? Delimiter::kSingleQuote
                                           : Delimiter::kSpaceOrTagEnd;
    return {context, at + (context.delimiter == Delimiter::kSpaceOrTagEnd ? 0 : 1)};
}

Transition afterUrl(HtmlContext context, std::string_view text) {
    if (text.find_first_of("#?") != kNone) {
        context.urlPart = UrlPart::kQueryOrFragment;
    } else if (skipBlanks(text) != text.size() && context.urlPart == UrlPart::kNone) {
        context.urlPart = UrlPart::kBeforeQuery;
    }
    return {context, text.size()};
}

Transition afterMetaContent(HtmlContext context, std::string_view text) {
    for (std::size_t i = 0; i + 3 < text.size(); ++i) {
        const auto at = skipBlanks(text, i + 3);
        if (toLowerAscii(text.substr(i, 3)) == "url" && at < text.size() && text[at] == '=') {
            context.state = HtmlState::kMetaContentUrl;
            return {context, at + 1};
        }
    }
    return {context, text.size()};
}

Transition afterUntil(HtmlContext context, std::string_view text, std::string_view end, HtmlState then) {
    const auto at = text.find(end);
    if (at == kNone) {
        return {context, text.size()};
    }
    context.state = then;
    return {context, at + end.size()};
}

Transition afterCss(HtmlContext context, std::string_view text) {
    for (std::size_t from = 0;;) {
        const auto at = text.find_first_of("(\"'/", from);
        if (at == kNone) {
            return {context, text.size()};
        }
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (text[at] == '"' || text[at] == '\'') {
            context.state = text[at] == '"' ? HtmlState::kCssDoubleQuoted : HtmlState::kCssSingleQuoted;
            return {context, at + 1};
        }
        if (text[at] == '/' && (next == '/' || next == '*')) {
            context.state = next == '/' ? HtmlState::kCssLineComment : HtmlState::kCssBlockComment;
            return {context, at + 2};
        }
        auto before = text.substr(0, at);
        before = before.substr(0, before.find_last_not_of(kBlanks) + 1);
        if (text[at] == '(' && before.size() >= 3 && toLowerAscii(before.substr(before.size() - 3)) == "url") {
            const auto value = skipBlanks(text, at + 1);
            const char quoteMark = value < text.size() ? text[value] : '\0';
            const bool isQuoted = quoteMark == '"' || quoteMark == '\'';
            context.state = quoteMark == '"'    ? HtmlState::kCssDoubleQuotedUrl
                            : quoteMark == '\'' ? HtmlState::kCssSingleQuotedUrl
                                                : HtmlState::kCssUrl;
            return {context, value + (isQuoted ? 1 : 0)};
        }
        from = at + 1;
    }
}

Transition afterCssString(HtmlContext context, std::string_view text) {
    const bool isDouble =
        context.state == HtmlState::kCssDoubleQuoted || context.state == HtmlState::kCssDoubleQuotedUrl;
    const std::string_view ends = isDouble ? "\\\"" : context.state == HtmlState::kCssUrl ? "\\\t\n\f\r )" : "\\'";
    for (std::size_t from = 0;;) {
        const auto at = text.find_first_of(ends, from);
        if (at == kNone) {
            return {afterUrl(context, text.substr(from)).context, text.size()};
        }
        if (text[at] != '\\') {
            context.state = HtmlState::kCss;
            return {context, at + 1};
        }
        if (at + 1 == text.size()) {
            return broken(text, "unfinished escape sequence in CSS string");
        }
        context = afterUrl(context, text.substr(0, at + 2)).context;
        from = at + 2;
    }
}

Transition afterPiece(const HtmlContext& context, std::string_view text) {
    switch (context.state) {
    case HtmlState::kText:
        return afterText(context, text);
    case HtmlState::kTag:
        return afterTag(context, text);
    case HtmlState::kAttributeName:
        return afterAttributeName(context, text);
    case HtmlState::kAfterName:
        return afterName(context, text);
    case HtmlState::kBeforeValue:
        return beforeValue(context, text);
    case HtmlState::kComment: {
        const auto end = text.find("-->");
        return end == kNone ? Transition{context, text.size()} : Transition{HtmlContext(), end + 3};
    }
    case HtmlState::kUrl:
    case HtmlState::kSrcset:
        return afterUrl(context, text);
    case HtmlState::kMetaContent:
        return afterMetaContent(context, text);
    case HtmlState::kMetaContentUrl:
        return afterUntil(context, text, ";", HtmlState::kMetaContent);
    case HtmlState::kCss:
        return afterCss(context, text);
    case HtmlState::kCssDoubleQuoted:
    case HtmlState::kCssSingleQuoted:
    case HtmlState::kCssDoubleQuotedUrl:
    case HtmlState::kCssSingleQuotedUrl:
    case HtmlState::kCssUrl:
        return afterCssString(context, text);
    case HtmlState::kCssBlockComment:
        return afterUntil(context, text, "*/", HtmlState::kCss);
    case HtmlState::kCssLineComment: {
        const auto end = text.find_first_of("\n\f\r");
        auto next = context;
        next.state = end == kNone ? context.state : HtmlState::kCss;
        return {next, std::min(end, text.size())};
    }
    case HtmlState::kRcdata:
    case HtmlState::kAttribute:
    case HtmlState::kError:
        return {context, text.size()};
    default:
        return afterJs(context, text);
    }
}

/// Where `</script` and the like stand; behind the text where they do not.
std::size_t specialEndAt(const HtmlContext& context, std::string_view text) {
    if (context.element == Element::kScript && (isScriptLiteral(context.state) || isComment(context.state))) {
        return kNone;
    }
    const auto name = nameOf(context.element);
    for (auto at = text.find("</"); at != kNone; at = text.find("</", at + 2)) {
        const auto rest = text.substr(at + 2);
        if (toLowerAscii(rest.substr(0, name.size())) == name && rest.size() > name.size() &&
            std::string_view("> \t\n\f/").contains(rest[name.size()])) {
            return at;
        }
    }
    return kNone;
}

bool isJsType(std::string_view mimeType) {
    constexpr std::array<std::string_view, 20> kTypes{
        "",
        "application/ecmascript",
        "application/javascript",
        "application/json",
        "application/ld+json",
        "application/x-ecmascript",
        "application/x-javascript",
        "module",
        "text/ecmascript",
        "text/javascript",
        "text/javascript1.0",
        "text/javascript1.1",
        "text/javascript1.2",
        "text/javascript1.3",
        "text/javascript1.4",
        "text/javascript1.5",
        "text/jscript",
        "text/livescript",
        "text/x-ecmascript",
        "text/x-javascript",
    };
    const auto type = toLowerAscii(trim(mimeType.substr(0, mimeType.find(';'))));
    return std::ranges::find(kTypes, type) != kTypes.end();
}

std::string_view valueEnds(Delimiter delimiter) {
    return delimiter == Delimiter::kDoubleQuote ? "\"" : delimiter == Delimiter::kSingleQuote ? "'" : " \t\n\f\r>";
}

/// Within the value of an attribute, whose text may have entities.
Transition afterValue(const HtmlContext& context, std::string_view text) {
    const auto end = std::min(text.find_first_of(valueEnds(context.delimiter)), text.size());
    const bool isUnquoted = context.delimiter == Delimiter::kSpaceOrTagEnd;
    if (isUnquoted && text.substr(0, end).find_first_of("\"'<=`") != kNone) {
        return broken(text, "quote, <, = or ` in unquoted attr");
    }
    if (end == text.size()) {
        auto next = context;
        const auto decoded = decodeEntities(text);
        for (std::string_view rest = decoded; !rest.empty();) {
            auto [after, size] = afterPiece(next, rest);
            next = std::move(after);
            rest.remove_prefix(size);
        }
        return {next, end};
    }
    HtmlContext tag;
    tag.state = HtmlState::kTag;
    const bool isOtherScript = context.attribute == AttributeKind::kScriptType && !isJsType(text.substr(0, end));
    tag.element = isOtherScript ? Element::kNone : context.element;
    return {tag, end + (isUnquoted ? 0 : 1)};
}

} // namespace

Transition contextAfter(const HtmlContext& context, std::string_view text) {
    if (context.delimiter != Delimiter::kNone) {
        return afterValue(context, text);
    }
    const bool isInTag = context.state == HtmlState::kTag || context.state == HtmlState::kAttributeName ||
                         context.state == HtmlState::kAfterName || context.state == HtmlState::kBeforeValue;
    const auto end = context.element == Element::kNone || isInTag ? kNone : specialEndAt(context, text);
    return end == 0 ? Transition{HtmlContext(), 0} : afterPiece(context, text.substr(0, end));
}

bool isComment(HtmlState state) {
    switch (state) {
    case HtmlState::kComment:
    case HtmlState::kJsBlockComment:
    case HtmlState::kJsLineComment:
    case HtmlState::kCssBlockComment:
    case HtmlState::kCssLineComment:
        return true;
    default:
        return false;
    }
}

bool isScriptLiteral(HtmlState state) {
    return state >= HtmlState::kJsDoubleQuoted && state <= HtmlState::kJsRegex;
}

HtmlState attributeStart(AttributeKind kind) {
    constexpr std::array<HtmlState, 7> kStates{
        HtmlState::kAttribute, HtmlState::kJs,     HtmlState::kAttribute,   HtmlState::kCss,
        HtmlState::kUrl,       HtmlState::kSrcset, HtmlState::kMetaContent,
    };
    return kStates[static_cast<std::size_t>(kind)];
}

ContentKind contentKindOf(std::string_view name) {
    constexpr std::array<std::string_view, 16> kUrls{
        "action", "archive", "background", "cite",     "classid", "codebase", "data", "formaction",
        "href",   "icon",    "longdesc",   "manifest", "poster",  "profile",  "src",  "usemap"};
    constexpr std::array<std::string_view, 21> kUnsafe{"accept-charset",
                                                       "async",
                                                       "challenge",
                                                       "charset",
                                                       "content",
                                                       "crossorigin",
                                                       "defer",
                                                       "enctype",
                                                       "form",
                                                       "formenctype",
                                                       "formmethod",
                                                       "formnovalidate",
                                                       "http-equiv",
                                                       "keytype",
                                                       "language",
                                                       "method",
                                                       "novalidate",
                                                       "pattern",
                                                       "rel",
                                                       "sandbox",
                                                       "type"};
    if (name.starts_with("data-")) {
        name.remove_prefix(5);
    } else if (const auto colon = name.find(':'); colon != kNone) {
        if (name.substr(0, colon) == "xmlns") {
            return ContentKind::kUrl;
        }
        name.remove_prefix(colon + 1);
    }
    if (std::ranges::find(kUrls, name) != kUrls.end() || name == "xmlns") {
        return ContentKind::kUrl;
    }
    if (std::ranges::find(kUnsafe, name) != kUnsafe.end() || name == "value") {
        return ContentKind::kUnsafe;
    }
    if (name == "style") {
        return ContentKind::kCss;
    }
    if (name == "srcset") {
        return ContentKind::kSrcset;
    }
    if (name == "srcdoc") {
        return ContentKind::kHtml;
    }
    if (name == "srclang") {
        return ContentKind::kPlain;
    }
    if (name.starts_with("on")) {
        return ContentKind::kJs;
    }
    const bool soundsLikeUrl = name.contains("src") || name.contains("uri") || name.contains("url");
    return soundsLikeUrl ? ContentKind::kUrl : ContentKind::kPlain;
}

} // namespace hearth::templates
