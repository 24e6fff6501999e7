// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/route/matcher_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

#include "alertmanager/route/matcher_parsers.h"
#include "alertmanager/route/reserved.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/labels.h"

namespace hearth::alertmanager {
namespace {

/// A list of matchers is a line of a file or a parameter of a URL; more is a mistake or an attack.
constexpr std::size_t kMaxBytes = 1U << 20U;

Result<void> checkText(std::string_view text) {
    if (text.size() > kMaxBytes) {
        return fail(ErrorCode::kLimit, "matchers are longer than 1 MiB");
    }
    if (!isValidUtf8(text)) {
        return fail(ErrorCode::kInvalidArgument, "matchers are not valid UTF-8");
    }
    return {};
}

Result<model::Matchers> one(Result<model::Matchers> list) {
    if (list && list->empty()) {
        return fail(ErrorCode::kInvalidArgument, "no matchers");
    }
    if (list && list->size() > 1) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("expected 1 matcher, found {}", list->size()));
    }
    return list;
}

Result<model::Matchers> oneClassic(std::string_view text) {
    return model::Matchers{HEARTH_TRY(parseClassicMatcher(text))};
}

std::string joined(std::span<const model::Matcher> matchers) {
    std::string text;
    for (const auto& matcher : matchers) {
        text += text.empty() ? "" : ",";
        text += matcherText(matcher);
    }
    return text;
}

/// Alertmanager: FallbackMatchersParser. Of two readings that differ the classic one holds, as ever.
Result<ParsedMatchers> choose(std::string_view text, Result<model::Matchers> modern, Result<model::Matchers> classic) {
    if (!modern && !classic) {
        auto error = std::move(classic).error();
        const auto range = modern.error().range();
        return range ? fail(error.code(), error.message(), *range) : std::unexpected(std::move(error));
    }
    if (!modern) {
        auto warning =
            fmt::format("matchers {} are not in the UTF-8 syntax ({}), they are read in the classic one; write "
                        "{} instead",
                        quoteGo(text), modern.error().message(), joined(*classic));
        return ParsedMatchers{*std::move(classic), std::move(warning)};
    }
    if (!classic || (*modern == *classic && !modern->empty())) {
        return ParsedMatchers{*std::move(modern), {}};
    }
    if (modern->empty() && classic->empty()) {
        return ParsedMatchers{};
    }
    return ParsedMatchers{
        *std::move(classic),
        fmt::format("matchers input has disagreement: {} means another thing in the UTF-8 syntax ({}) "
                    "than in the classic one, which holds",
                    quoteGo(text), joined(*modern))};
}

Result<ParsedMatchers> plain(Result<model::Matchers> list) {
    return ParsedMatchers{HEARTH_TRY(std::move(list)), {}};
}

/// The value of a matcher whose name needs no quotes: OpenMetrics' escapes.
std::string quoteValue(std::string_view value) {
    std::string out = "\"";
    for (const char c : value) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        out += c == '"' || c == '\\' ? "\\" : "";
        out += c;
    }
    return out + '"';
}

bool hasReserved(std::string_view text) {
    while (!text.empty()) {
        const auto rune = decodeUtf8(text);
        if (isReserved(rune.value)) {
            return true;
        }
        text.remove_prefix(rune.size);
    }
    return false;
}

} // namespace

Result<MatcherSyntax> matcherSyntaxOf(std::span<const std::string> features) {
    const bool classic = std::ranges::find(features, "classic-mode") != features.end();
    const bool utf8 = std::ranges::find(features, "utf8-strict-mode") != features.end();
    if (classic && utf8) {
        return fail(ErrorCode::kInvalidArgument, "the features classic-mode and utf8-strict-mode exclude each other");
    }
    return classic ? MatcherSyntax::kClassic : utf8 ? MatcherSyntax::kUtf8 : MatcherSyntax::kFallback;
}

bool isLabelName(std::string_view name, MatcherSyntax syntax) {
    return syntax == MatcherSyntax::kClassic ? model::isLegacyLabelName(name) : model::isLabelName(name);
}

Result<ParsedMatchers> parseMatchers(std::string_view text, MatcherSyntax syntax) {
    if (auto checked = checkText(text); !checked) {
        return std::unexpected(std::move(checked).error());
    }
    switch (syntax) {
    case MatcherSyntax::kClassic:
        return plain(parseClassicMatchers(text));
    case MatcherSyntax::kUtf8:
        return plain(parseUtf8Matchers(text));
    case MatcherSyntax::kFallback:
        break;
    }
    return choose(text, parseUtf8Matchers(text), parseClassicMatchers(text));
}

Result<ParsedMatchers> parseMatcher(std::string_view text, MatcherSyntax syntax) {
    if (auto checked = checkText(text); !checked) {
        return std::unexpected(std::move(checked).error());
    }
    if (syntax == MatcherSyntax::kClassic) {
        return plain(oneClassic(text));
    }
    if (text.starts_with('{') || text.ends_with('}')) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("unexpected open or close brace: {}", text));
    }
    auto modern = one(parseUtf8Matchers(text));
    return syntax == MatcherSyntax::kUtf8 ? plain(std::move(modern))
                                          : choose(text, std::move(modern), oneClassic(text));
}

std::string matcherText(const model::Matcher& matcher) {
    const auto sign = model::matchTypeText(matcher.type());
    if (hasReserved(matcher.name())) {
        return fmt::format("{}{}{}", quoteStrictly(matcher.name()), sign, quoteStrictly(matcher.value()));
    }
    return fmt::format("{}{}{}", matcher.name(), sign, quoteValue(matcher.value()));
}

std::string matchersText(std::span<const model::Matcher> matchers) {
    return fmt::format("{{{}}}", joined(matchers));
}

void sortMatchers(model::Matchers& matchers) {
    std::ranges::stable_sort(matchers, [](const auto& a, const auto& b) {
        return std::tie(a.name(), a.value()) != std::tie(b.name(), b.value())
                   ? std::tie(a.name(), a.value()) < std::tie(b.name(), b.value())
                   : a.type() < b.type();
    });
}

} // namespace hearth::alertmanager
