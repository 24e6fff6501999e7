// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "rules/alert.h"

/// Unit tests of rules as people write them for promtool.
namespace hearth::app::tool {

struct InputSeries {
    std::string series;
    std::string values;
    std::string place; ///< `file:line:column: tests[0].input_series[0].series`
};

struct ExpectedAlert {
    rules::TextMap labels; ///< Without alertname.
    rules::TextMap annotations;
};

/// Which alerts of a name are firing at a time.
struct AlertTestCase {
    model::DurationMs evalTime = 0;
    std::string alertName;
    std::vector<ExpectedAlert> expected;
};

struct ExpectedSample {
    std::string labels;
    double value = 0;
    std::string histogram; ///< Where not empty, `value` does not count.
};

/// What an expression yields at a time.
struct ExpressionTestCase {
    std::string expr;
    model::DurationMs evalTime = 0;
    std::vector<ExpectedSample> expected;
};

struct UnitTestGroup {
    std::string name;
    model::DurationMs interval = 0; ///< Of the input series; 0: that of evaluation.
    std::vector<InputSeries> inputSeries;
    std::vector<AlertTestCase> alertTests;
    std::vector<ExpressionTestCase> expressionTests;
    rules::TextMap externalLabels;
    std::string externalUrl;
    model::TimestampMs start = 0;
};

struct UnitTestFile {
    std::vector<std::string> ruleFiles; ///< As written: paths and patterns, from the file's own directory.
    model::DurationMs evaluationInterval = model::kMinuteMs;
    std::vector<std::string> groupEvalOrder;
    bool fuzzyCompare = false;
    std::vector<UnitTestGroup> tests;
};

/// kInvalidArgument with file, line and column. Pure.
Result<UnitTestFile> parseUnitTestFile(std::string_view text, const std::string& path);

} // namespace hearth::app::tool
