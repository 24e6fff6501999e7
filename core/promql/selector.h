// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/range_source.h"
#include "promql/series_stream.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// The times at which a shifted selector or subquery looks while it is evaluated at `steps`. Step 0 where `@` fixes
/// them. The durations of `shift` are resolved; `query` is what start() and end() stand for.
Steps shiftedSteps(const TimeShift& shift, const Steps& steps, model::TimeRange query);

/// The windows of a range selector while it is evaluated at `steps`.
Windows selectorWindows(const MatrixSelector& selector, const Steps& steps, model::TimeRange query,
                        model::DurationMs lookback);

/// The samples that an instant selector may look at while it is evaluated at `steps`.
model::TimeRange selectorCover(const VectorSelector& selector, const Steps& steps, model::TimeRange query,
                               model::DurationMs lookback);

/// What an instant selector yields of the sample it finds.
enum class SelectorYield : std::uint8_t { kValue, kTimestamp };

/// What the storage is told of a selection beside its matchers.
struct SelectionHints {
    std::string_view function{};                            ///< Whom it is for.
    const std::vector<std::string>* labelsNeeded = nullptr; ///< As storage::SelectHints has it.
};

/// Whether all that the matchers find has the same metric name.
bool namesOneMetric(const model::Matchers& matchers);

/// The newest sample of each series within the lookback of each step; none where that is a stale marker.
/// Errors: `expanding series: ...`.
Result<StreamPtr> selectInstant(const VectorSelector& selector, const Steps& steps, const SelectionHints& hints,
                                QueryContext& context, SelectorYield yield = SelectorYield::kValue);

/// The samples of each series over a window before each step.
Result<RangePtr> selectRange(const MatrixSelector& selector, const Steps& steps, const SelectionHints& hints,
                             QueryContext& context);

} // namespace hearth::promql
