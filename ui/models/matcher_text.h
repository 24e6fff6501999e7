// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>
#include <span>
#include <vector>

#include "base/error.h"
#include "model/matcher.h"

namespace hearth::ui {

/// A matcher as a person writes it, right or wrong.
struct MatcherDraft {
    QString name;
    model::MatchType type = model::MatchType::kEqual;
    QString value;

    bool operator==(const MatcherDraft&) const = default;
};

using MatcherDrafts = std::vector<MatcherDraft>;

/// Matchers as texts that people type, paste and copy.
/// Threads: thread-safe.
class MatcherText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::MatcherText)

  public:
    /// More is no list of matchers that a person wrote.
    static constexpr qsizetype kMaxLength = 64 * 1024;

    /// Where and why a text is no list of matchers. Offsets in UTF-16 units.
    struct Problem {
        qsizetype begin = 0;
        qsizetype end = 0;
        QString message;
    };

    /// Reads `{a="b",c=~"d"}` with or without braces and quotes, separated by commas or blanks, and what follows
    /// `amtool silence add`: its options are passed over, and a first word without an operator is an alert's name.
    /// Nothing where a word is no matcher; values need not be valid.
    static std::optional<MatcherDrafts> parse(const QString& text, Problem* problem = nullptr);

    /// `{a="b",c=~"d"}`
    static QString text(std::span<const model::Matcher> matchers);
    /// `a="b"`, also of a draft that is not valid.
    static QString text(const MatcherDraft& draft);

    static MatcherDraft draftOf(const model::Matcher& matcher);
    /// As Alertmanager reads it: a regular expression is anchored, and its dot does not match a line's end.
    /// kInvalidArgument with the reason.
    static Result<model::Matcher> matcherOf(const MatcherDraft& draft);
};

} // namespace hearth::ui
