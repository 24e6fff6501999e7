// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::templates {

/// Where in an HTML document the next character falls.
enum class HtmlState : std::uint8_t {
    kText,
    kTag,
    kAttributeName,
    kAfterName,
    kBeforeValue,
    kComment,
    kRcdata, ///< Within title and textarea: entities but no tags.
    kAttribute,
    kUrl,
    kSrcset,
    kMetaContent,
    kMetaContentUrl,
    kJs,
    kJsDoubleQuoted,
    kJsSingleQuoted,
    kJsTemplate,
    kJsRegex,
    kJsBlockComment,
    kJsLineComment,
    kCss,
    kCssDoubleQuoted,
    kCssSingleQuoted,
    kCssDoubleQuotedUrl,
    kCssSingleQuotedUrl,
    kCssUrl,
    kCssBlockComment,
    kCssLineComment,
    kError, ///< The document is so broken that what follows cannot be told.
};

enum class Delimiter : std::uint8_t { kNone, kDoubleQuote, kSingleQuote, kSpaceOrTagEnd };
enum class UrlPart : std::uint8_t { kNone, kBeforeQuery, kQueryOrFragment };
enum class Element : std::uint8_t { kNone, kScript, kStyle, kTextarea, kTitle, kMeta };
enum class AttributeKind : std::uint8_t { kNone, kScript, kScriptType, kStyle, kUrl, kSrcset, kMetaContent };

/// What an attribute's name says of its value.
enum class ContentKind : std::uint8_t { kPlain, kUrl, kCss, kJs, kSrcset, kHtml, kUnsafe };

struct HtmlContext {
    HtmlState state = HtmlState::kText;
    Delimiter delimiter = Delimiter::kNone;
    UrlPart urlPart = UrlPart::kNone;
    bool slashDivides = false; ///< In JS: a slash here is a division and no regular expression.
    std::vector<int> braces;   ///< In JS: open braces of each `${` that is not closed.
    AttributeKind attribute = AttributeKind::kNone;
    Element element = Element::kNone;
    std::string_view error; ///< With kError: what is wrong.
};

/// The context behind the first piece of a text, and how long that piece is (0 where only the context changes).
struct Transition {
    HtmlContext context;
    std::size_t size = 0;
};
/// Go: html/template's contextAfterText.
Transition contextAfter(const HtmlContext& context, std::string_view text);

bool isComment(HtmlState state);
bool isScriptLiteral(HtmlState state);
HtmlState attributeStart(AttributeKind kind);
ContentKind contentKindOf(std::string_view attributeName);

} // namespace hearth::templates
