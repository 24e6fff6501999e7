// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "model/histogram.h"
#include "model/labels.h"
#include "model/time.h"
#include "template/template.h"

namespace hearth::templates {

using SampleValue = std::variant<double, std::shared_ptr<const model::FloatHistogram>>;

/// One element of a query's result.
struct QuerySample {
    model::Labels labels;
    SampleValue value = 0.0;
};
/// Runs an instant query at the time of evaluation.
using QueryFunction = std::function<Result<std::vector<QuerySample>>(const std::string& query)>;

/// What the functions of Prometheus's templates look at.
class RuleEnvironment : public Environment {
  public:
    model::TimestampMs now = 0;
    QueryFunction query; ///< `query` fails where this is empty.
    std::string externalUrl;
    std::string pathPrefix;
};

/// What a template of an alert shows: `$labels`, `$externalLabels`, `$externalURL` and `$value`.
struct AlertData {
    model::Labels labels;
    model::Labels externalLabels;
    std::string externalUrl;
    SampleValue value = 0.0;
};

/// `.` of alert templates.
Value alertValue(AlertData data);
Value histogramValue(std::shared_ptr<const model::FloatHistogram> histogram);
/// Labels as a map; one allocation, whatever their number.
Value labelsValue(model::Labels labels);
/// Go's built-ins with the functions of Prometheus's rule templates; for consoles `tmpl` besides. All look at a
/// RuleEnvironment.
std::shared_ptr<const FunctionTable> prometheusFunctions();
std::shared_ptr<const FunctionTable> consoleFunctions();

/// The text of one label or annotation of an alerting rule, parsed once for all evaluations.
/// Threads: thread-safe (immutable).
class RuleTemplate {
  public:
    /// `alert` is the rule's name. Errors as when rule files are loaded: `template: __alert_X:1: unexpected ...`.
    static Result<RuleTemplate> parse(const std::string& alert, std::string text);

    /// A text without actions: it expands to itself.
    bool isPlain() const { return !m_template.has_value(); }
    const std::string& text() const { return m_text; }
    /// `data` is an alertValue(), made once for all templates of an alert. Errors begin with
    /// `error executing template __alert_X: `; callers show them as `<error expanding template: ...>`.
    Result<std::string> expand(const Value& data, RuleEnvironment& environment, std::stop_token stop = {},
                               const Limits& limits = {}) const;

  private:
    RuleTemplate(std::string text, std::optional<Template> parsed)
        : m_text(std::move(text))
        , m_template(std::move(parsed)) {}

    std::string m_text;
    std::optional<Template> m_template; ///< Nothing for plain text.
};

} // namespace hearth::templates
