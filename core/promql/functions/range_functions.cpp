// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "promql/functions/call_site.h"
#include "promql/functions/extended_kernels.h"
#include "promql/label_drop.h"
#include "promql/numeric/quantile.h"

namespace hearth::promql {

namespace {

bool looksLikeCounter(std::string_view name) {
    constexpr std::array<std::string_view, 4> kSuffixes{"_total", "_sum", "_count", "_bucket"};
    return name.empty() || std::ranges::any_of(kSuffixes, [&](auto suffix) { return name.ends_with(suffix); });
}

/// rate() and increase() of what is hardly a counter deserve a word.
RangeFunctionStream::Note counterNote(QueryContext& context, SourceRange where) {
    if (context.options.typeAndUnitLabels) {
        return [&context, where](const SeriesKey& key, std::string_view name) {
            const std::string_view type = key.labels.value(kTypeLabel);
            if (!name.empty() && type != "counter" && type != "histogram") {
                context.annotations.info(
                    fmt::format("metric might not be a counter, __type__ label is not set to \"counter\" or "
                                "\"histogram\", got \"{}\": {}",
                                type, quoteGo(name)),
                    where);
            }
        };
    }
    return [&context, where](const SeriesKey&, std::string_view name) {
        if (!looksLikeCounter(name)) {
            context.annotations.info(
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " + quoteGo(name),
                where);
        }
    };
}

RangeFunctionStream::Note noteFor(const CallSite& site, std::size_t rangeArg, const std::vector<Column>& parameters) {
    QueryContext& context = site.context();
    if (site.function() == Function::kRate || site.function() == Function::kIncrease) {
        return counterNote(context, site.where(rangeArg));
    }
    if (site.function() == Function::kQuantileOverTime) {
        const auto unusual = std::ranges::find_if(parameters[0], isUnusualQuantile);
        if (unusual != parameters[0].end()) {
            return [&context, where = site.where(0), text = quantileWarning(*unusual)](
                       const SeriesKey&, std::string_view) { context.annotations.warning(text, where); };
        }
    }
    return nullptr;
}

/// Both factors of double exponential smoothing lie strictly between 0 and 1.
Result<void> checkSmoothing(const std::vector<Column>& factors) {
    constexpr std::array<std::string_view, 2> kNames{"smoothing", "trend"};
    constexpr std::array<std::string_view, 2> kSymbols{"sf", "tf"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        for (const double factor : factors[i]) {
            if (factor <= 0 || factor >= 1) {
                return fail(ErrorCode::kInternal, fmt::format("invalid {} factor. Expected: 0 < {} < 1, got: {:f}",
                                                              kNames[i], kSymbols[i], factor));
            }
        }
    }
    return {};
}

/// The kernel for the edges that a range has; kInternal where the function cannot have such.
Result<RangeKernel> kernelFor(Function function, RangeEdges edges) {
    if (edges == RangeEdges::kPlain) {
        return rangeKernel(function);
    }
    const bool isAnchored = edges == RangeEdges::kAnchored;
    if (const RangeKernel kernel = isAnchored ? anchoredKernel(function) : smoothedKernel(function)) {
        return kernel;
    }
    return fail(ErrorCode::kInternal,
                fmt::format("{} modifier can only be used with: {} - not with {}", isAnchored ? "anchored" : "smoothed",
                            isAnchored ? "changes, delta, increase, rate, resets" : "delta, increase, rate",
                            functionSpec(function).name));
}

} // namespace

bool keepsName(Function function) {
    return function == Function::kLastOverTime || function == Function::kFirstOverTime;
}

Result<StreamPtr> callRangeFunction(const CallSite& site) {
    std::size_t rangeArg = 0;
    std::vector<Column> parameters;
    for (std::size_t i = 0; i < site.argCount(); ++i) {
        if (site.call.args[i].type() == ValueType::kMatrix) {
            rangeArg = i;
        } else {
            parameters.push_back(HEARTH_TRY(site.scalar(i)));
        }
    }
    if (site.function() == Function::kDoubleExponentialSmoothing) {
        HEARTH_TRY(checkSmoothing(parameters));
    }
    RangePtr range = HEARTH_TRY(site.evaluator.range(site.call.args[rangeArg], site.steps, site.call.function->name));
    const RangeEdges edges = range->windows().edges;
    const RangeKernels kernels{HEARTH_TRY(kernelFor(site.function(), edges)),
                               edges == RangeEdges::kPlain ? mixedRangeKernel(site.function()) : nullptr,
                               site.where(rangeArg)};
    const bool drops = !keepsName(site.function());
    std::optional<std::vector<SeriesKey>> keys;
    if (drops && !range->isNameless()) {
        keys = withNamesDropped(range->keys(), site.context().options);
    }
    const bool mayCollide = drops && !site.context().options.delayedNameRemoval && !range->hasOneName();
    auto note = noteFor(site, rangeArg, parameters);
    auto stream = std::make_unique<RangeFunctionStream>(std::move(range), kernels, site.steps, std::move(parameters),
                                                        std::move(keys), site.context(), std::move(note));
    return uniqueSeries(std::move(stream), mayCollide, Duplicates::kReject, site.steps.count, site.context());
}

} // namespace hearth::promql
