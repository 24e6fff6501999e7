// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule.h"

namespace hearth::rules {

Rule::Rule(const RuleDefinition& definition, TextMap labels, std::string expr)
    : m_type(definition.type)
    , m_name(definition.name)
    , m_expr(std::move(expr))
    , m_labels(std::move(labels)) {}

void Rule::takeStateOf(Rule& old) {
    m_series = std::move(old.m_series);
}

void Rule::describe(RuleSnapshot& out) const {
    const auto now = status();
    out.type = m_type;
    out.name = m_name;
    out.query = m_expr;
    out.labels = m_labels;
    out.health = now.health;
    out.lastError = now.lastError;
    out.evaluationTimeSeconds = now.evaluationTimeSeconds;
    out.lastEvaluation = now.lastEvaluation;
}

bool Rule::equals(const Rule& other) const {
    return m_type == other.m_type && m_name == other.m_name && m_expr == other.m_expr && m_labels == other.m_labels;
}

RuleStatus Rule::status() const {
    const std::lock_guard lock(m_statusMutex);
    return m_status;
}

void Rule::setHealth(RuleHealth health, std::string lastError) {
    const std::lock_guard lock(m_statusMutex);
    m_status.health = health;
    m_status.lastError = std::move(lastError);
}

void Rule::setDuration(WallTime begin, double seconds) {
    const std::lock_guard lock(m_statusMutex);
    m_status.lastEvaluation = begin;
    m_status.evaluationTimeSeconds = seconds;
}

Result<model::Vector> Rule::query(const Evaluation& evaluation) const {
    auto answer = HEARTH_TRY(evaluation.query(m_expr, evaluation.queryAt));
    if (auto* vector = std::get_if<model::Vector>(&answer.value)) {
        return std::move(*vector);
    }
    if (const auto* scalar = std::get_if<model::Scalar>(&answer.value)) {
        model::Vector one(1);
        one.front().sample = scalar->sample;
        return one;
    }
    return fail(ErrorCode::kInvalidArgument, "rule result is not a vector or scalar");
}

} // namespace hearth::rules
