// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/filter_words.h"
#include "models/silence_snapshot.h"

namespace hearth::ui {

/// What the filter field of the silences page says: words that must all hold.
///
///     state:active by:ann alertname=DiskFull "text with spaces" text
///
/// `state:` takes active, pending, expired, expiring (in less than a quarter of an hour), unused (in force, but matches
/// nothing now) or acknowledged; `by:` part of a name; `label=value` finds silences with a matcher on that label which
/// lets the value through; everything else is text that must occur in a matcher, the name, the comment or the id.
/// Threads: thread-compatible (a value).
class SilenceFilter {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::SilenceFilter)

  public:
    SilenceFilter() = default;
    /// With a problem the filter lets everything pass.
    static SilenceFilter parse(const QString& text, std::optional<FilterProblem>* problem = nullptr);

    bool empty() const { return m_states.empty() && m_by.empty() && m_labels.empty() && m_words.empty(); }
    bool accepts(const SilenceRow& row, model::TimestampMs now) const;

    /// A silence that ends sooner than this is about to.
    static constexpr model::DurationMs kSoonMs = 15 * model::kMinuteMs;
    /// Acknowledgements are prolonged, so they are not.
    static bool endsSoon(const SilenceRow& row, model::TimestampMs now);

  private:
    enum class State : std::uint8_t { kActive, kPending, kExpired, kExpiring, kUnused, kAcknowledged };

    std::optional<QString> addWord(const FilterWord& word);
    static bool is(State state, const SilenceRow& row, model::TimestampMs now);

    std::vector<State> m_states; ///< Any of them.
    QStringList m_by;            ///< All, lower case.
    std::vector<LabelCondition> m_labels;
    QStringList m_words; ///< All, lower case.
};

} // namespace hearth::ui
