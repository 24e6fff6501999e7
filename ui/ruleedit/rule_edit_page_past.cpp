// SPDX-License-Identifier: GPL-3.0-or-later
// RuleEditPage: what the rule would have done, and for whom.
#include <algorithm>
#include <cmath>
#include <limits>

#include "data/metric_catalog.h"
#include "explore/expression_unit.h"
#include "models/plain_text.h"
#include "ruleedit/alert_rows.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/outcome_text.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "ruleedit/threshold_suggestion.h"

namespace hearth::ui {
namespace {

const QString kSuggestSlot = QStringLiteral("suggest");

} // namespace

/// What the fetched past depends on; a threshold's value and the timings are tried without fetching.
std::string RuleEditPage::pastKey(const datasource::RuleDraft& rule) const {
    auto asked = rule;
    asked.labels = withGroupLabels(rule.labels);
    asked.holdFor = asked.keepFiringFor = 0;
    if (const auto parts = thresholdOf(rule.expression)) {
        asked.expression = withThreshold(rule.expression, parts->op, 0);
    }
    return toText({asked, std::nullopt, m_original.interval}).toStdString() + std::to_string(m_pane->length());
}

void RuleEditPage::updatePast(bool anew) {
    m_fetchTimer.stop();
    const auto rule = m_form->rule();
    m_pane->setObstacle(obstacle());
    if (!obstacle().isEmpty()) {
        m_pastKey.clear();
        m_run->clear();
        return;
    }
    if (!isVisible()) {
        return;
    }
    if (anew || pastKey(rule) != m_pastKey || (!m_run->past() && !m_run->fetching())) {
        m_pastKey = pastKey(rule);
        return fetchPast();
    }
    m_run->setTimings(rule.holdFor, rule.keepFiringFor);
    if (const auto parts = thresholdOf(rule.expression)) {
        m_run->setThreshold(parts->value);
    }
}

void RuleEditPage::fetchPast() {
    const auto rule = m_form->rule();
    datasource::BacktestQuery query;
    query.name = rule.name.empty() ? "Unnamed" : rule.name;
    query.expression = rule.expression;
    query.holdFor = rule.holdFor;
    query.keepFiringFor = rule.keepFiringFor;
    query.labels = withGroupLabels(rule.labels);
    query.annotations = rule.annotations;
    query.interval = m_original.interval;
    const auto unit = unitOf(toQString(withoutThreshold(rule.expression)), *m_catalog.metrics());
    m_pane->setUnit(unit);
    m_pane->setInterval(query.interval);
    m_run->fetch(std::move(query), m_pane->length(), unit);
}

void RuleEditPage::showExtent() {
    double min = std::numeric_limits<double>::infinity();
    double max = -min;
    auto unit = Unit::kNone;
    if (const auto& graph = m_run->graph()) {
        unit = graph->unit;
        for (const auto& series : graph->series) {
            min = std::min(min, std::isnan(series.summary.min) ? min : series.summary.min);
            max = std::max(max, std::isnan(series.summary.max) ? max : series.summary.max);
        }
    }
    m_form->setExtent(min, max, unit);
    m_pane->setStep(m_form->threshold().step());
    const auto op = m_form->threshold().op();
    m_pane->setThreshold(op, m_form->threshold().value());
}

/// The alert of the chosen lane, or how it would be if it fired.
void RuleEditPage::showAlert() {
    const auto* row = m_run->outcome() ? m_pane->currentRow() : nullptr;
    m_shownAlert.reset();
    m_basis = FiringRoute::Basis::kRule;
    if (row != nullptr && row->alert) {
        m_shownAlert = m_run->outcome()->alerts[*row->alert];
        m_basis = FiringRoute::Basis::kAlert;
    } else if (row != nullptr && row->series) {
        m_shownAlert = m_run->past()->alertOf(*row->series);
        m_basis = m_shownAlert ? FiringRoute::Basis::kSeries : m_basis;
    }
    const bool isReal = m_basis == FiringRoute::Basis::kAlert;
    m_output->setAlert(m_shownAlert ? &*m_shownAlert : nullptr,
                       isReal ? std::optional(m_run->outcome()->alerts.size() - 1) : std::nullopt);
    datasource::TextMap labels;
    datasource::TextMap annotations;
    if (m_shownAlert) {
        for (const auto& label : m_shownAlert->labels) {
            labels.emplace(label.name, label.value);
        }
        annotations = m_shownAlert->annotations;
    }
    m_form->labels().setRendered(labels);
    m_form->annotations().setRendered(annotations);
    showRoute();
}

void RuleEditPage::suggest() {
    const auto op = m_form->threshold().op();
    if (!op || !m_run->past()) {
        return;
    }
    const double weeks = static_cast<double>(m_run->judged().judged) / static_cast<double>(7 * model::kDayMs);
    const auto wanted = static_cast<std::size_t>(std::round(m_pane->wantedPerWeek() * weeks));
    m_pane->setNote(tr("Looking for a threshold…"));
    m_workers.call(
        this, kSuggestSlot,
        [past = m_run->past(), op = *op,
         wanted](const std::stop_token& stop) -> Result<std::optional<ThresholdSuggestion>> {
            return suggestThreshold(
                past->series(), op, wanted, [&past](double threshold) { return past->run(threshold).firings; }, stop);
        },
        [this](Result<std::optional<ThresholdSuggestion>> found) {
            if (!found || !*found) {
                return m_pane->setNote(tr("No threshold can be suggested for these values."));
            }
            const auto suggestion = **found;
            m_form->moveThreshold(suggestion.threshold);
            m_pane->setThreshold(m_form->threshold().op(), suggestion.threshold);
            m_pane->setNote(tr("Suggested %1: it would have fired %Ln time(s) in %2.", nullptr,
                               static_cast<int>(suggestion.firings))
                                .arg(ValueFormat::format(suggestion.threshold, m_run->graph()->unit).text(),
                                     OutcomeText::judged(m_run->judged())));
        });
}

} // namespace hearth::ui
