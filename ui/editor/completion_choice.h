// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>
#include <vector>

#include "promql/syntax/completion.h"

namespace hearth::ui {

class CompletionSource;

/// One thing that may be put at the cursor. Texts of metrics and labels come from outside: plain text only.
struct CompletionChoice {
    enum class Kind : std::uint8_t { kMetric, kFunction, kAggregation, kKeyword, kLabel, kValue, kDuration, kSnippet };

    Kind kind = Kind::kKeyword;
    QString name;   ///< What is shown, and what the typed text is held against.
    QString insert; ///< What replaces CompletionContext::replace.
    int cursor = 0; ///< Where the cursor stands afterwards, within `insert`.
    QString detail; ///< Beside the name: a type, a signature.
    QString help;   ///< A sentence or two.
};

/// As many choices as people look through.
inline constexpr std::size_t kMaxChoices = 200;

/// The best choices in `context`, best first. `following` is what stands behind the replaced text: brackets that are
/// there already are not put again. `source` may be null. Threads: confined to the GUI thread, because the source is.
std::vector<CompletionChoice> findChoices(const promql::CompletionContext& context, QStringView following,
                                          CompletionSource* source);

/// What the kind is called, translated.
QString choiceKindText(CompletionChoice::Kind kind);

} // namespace hearth::ui
