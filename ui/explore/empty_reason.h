// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "datasource/data_source.h"

namespace hearth::ui {

/// Why an expression yields nothing, as far as its selectors tell.
struct EmptyReason {
    enum class Kind : std::uint8_t {
        kUnknown,  ///< All selectors find series: the operators or functions left nothing.
        kNoMetric, ///< No metric of this name.
        kNoValue,  ///< The metric is there; this matcher finds none.
        kTogether, ///< Each matcher finds some, all together none.
        kTooOld,   ///< There was something, but not in this time.
    };
    Kind kind = Kind::kUnknown;
    std::string metric;
    std::string matcher;                          ///< Of kNoValue: `job="nod"`
    std::string closest;                          ///< The nearest name or value that exists; may be empty.
    std::optional<model::TimestampMs> lastSample; ///< Of kTooOld.
};

/// Looks for the reason with a few small questions. For a worker.
Result<EmptyReason> findEmptyReason(datasource::DataSource& source, const std::string& expression,
                                    model::TimeRange range, const std::stop_token& stop);

/// The one nearest to `wanted` by edits, where it is near at all; empty else.
std::string closestTo(const std::string& wanted, const std::vector<std::string>& candidates);

/// Puts a reason into words.
class EmptyReasonText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::EmptyReasonText)

  public:
    static QString text(const EmptyReason& reason, model::TimestampMs now);
};

} // namespace hearth::ui
