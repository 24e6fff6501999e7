// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_form.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <algorithm>

#include "explore/editor_input.h"
#include "models/plain_text.h"
#include "ruleedit/duration_field.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

const std::string kSeverityLabel = "severity";
constexpr std::array<const char*, 3> kSeverities{"info", "warning", "critical"};

using datasource::RuleFinding;

void showProblem(QLabel& label, const QString& text, bool error) {
    auto colors = label.parentWidget()->palette();
    colors.setColor(QPalette::WindowText,
                    error ? healthColor(datasource::TargetHealth::kDown, colors) : warningColor(colors));
    label.setPalette(colors);
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

RuleForm::RuleForm(MetricCatalog& catalog, QWidget* parent)
    : QWidget(parent) {
    m_expression = new EditorInput(catalog, this);
    m_write.setSingleShot(true);
    m_write.setInterval(kWriteDelayMs);
    buildUi();
    connectSignals();
    retranslateUi();
    setRule({});
}

void RuleForm::setSeverity(const std::string& severity) {
    m_severity->setExclusive(false);
    for (std::size_t i = 0; i < kSeverityCount; ++i) {
        m_severities[i]->setChecked(severity == kSeverities[i]);
    }
    m_severity->setExclusive(true);
}

void RuleForm::setRule(const datasource::RuleDraft& rule) {
    m_filling = true;
    m_write.stop();
    m_group = rule.group;
    m_name->setText(toQString(rule.name));
    m_expression->setText(toQString(rule.expression));
    m_for->setDuration(rule.holdFor);
    m_keep->setDuration(rule.keepFiringFor);
    setLabels(rule.labels);
    m_annotations->setTexts(rule.annotations);
    showComparison();
    showFindings({});
    m_filling = false;
}

void RuleForm::setLabels(datasource::TextMap labels) {
    const auto severity = labels.find(kSeverityLabel);
    const bool known =
        severity != labels.end() && std::ranges::find(kSeverities, severity->second) != kSeverities.end();
    setSeverity(known ? severity->second : std::string());
    if (known) {
        labels.erase(severity);
    }
    m_labels->setTexts(labels);
}

std::string RuleForm::expressionText() const {
    auto text = m_expression->text().trimmed().toStdString();
    const auto op = m_threshold->op();
    return m_write.isActive() && op ? withThreshold(text, *op, m_threshold->value()) : text;
}

datasource::RuleDraft RuleForm::rule() const {
    datasource::RuleDraft rule;
    rule.group = m_group;
    rule.name = m_name->text().trimmed().toStdString();
    rule.expression = expressionText();
    rule.holdFor = m_for->duration();
    rule.keepFiringFor = m_keep->duration();
    rule.labels = m_labels->texts();
    rule.annotations = m_annotations->texts();
    if (const int severity = m_severity->checkedId(); severity >= 0) {
        // A row of that name says it more exactly than the buttons.
        rule.labels.emplace(kSeverityLabel, kSeverities[static_cast<std::size_t>(severity)]);
    }
    return rule;
}

bool RuleForm::durationsAreRight() const {
    return m_for->isRight() && m_keep->isRight();
}

void RuleForm::showComparison() {
    const auto parts = thresholdOf(m_expression->text().toStdString());
    m_threshold->setComparison(parts ? std::optional(parts->op) : std::nullopt, parts ? parts->value : 0);
}

void RuleForm::expressionEdited() {
    if (m_filling || m_writing) {
        return;
    }
    m_write.stop();
    showComparison();
    emit changed();
}

void RuleForm::comparisonChosen() {
    m_write.stop();
    const auto text = m_expression->text().trimmed().toStdString();
    const auto op = m_threshold->op();
    const bool compared = thresholdOf(text).has_value();
    m_writing = true;
    if (!op) {
        m_expression->setText(toQString(withoutThreshold(text)));
    } else {
        m_expression->setText(toQString(withThreshold(text, *op, compared ? m_threshold->value() : m_suggested)));
    }
    m_writing = false;
    showComparison();
    emit changed();
}

void RuleForm::writeThreshold() {
    m_write.stop();
    const auto op = m_threshold->op();
    if (!op) {
        return;
    }
    m_writing = true;
    const auto text = m_expression->text().trimmed().toStdString();
    m_expression->setText(toQString(withThreshold(text, *op, m_threshold->value())));
    m_writing = false;
    emit changed();
}

void RuleForm::moveThreshold(double value) {
    if (m_threshold->op()) {
        m_threshold->setValue(value);
        m_write.start();
        emit thresholdMoved(value);
    }
}

void RuleForm::setExtent(double min, double max, Unit unit) {
    m_threshold->setExtent(min, max, unit);
    m_suggested = min <= max ? max : 0;
}

void RuleForm::showFindings(const std::vector<RuleFinding>& findings) {
    const auto mark = [&](QLabel& label, RuleFinding::Field field) {
        const auto found = std::ranges::find(findings, field, &RuleFinding::field);
        showProblem(label, found == findings.end() ? QString() : toQString(found->message),
                    found != findings.end() && found->severity == RuleFinding::Severity::kError);
    };
    mark(*m_nameProblem, RuleFinding::Field::kName);
    mark(*m_expressionProblem, RuleFinding::Field::kExpression);
    mark(*m_forProblem, RuleFinding::Field::kFor);
    m_labels->clearProblems();
    m_annotations->clearProblems();
    for (const auto& finding : findings) {
        const bool error = finding.severity == RuleFinding::Severity::kError;
        if (finding.field == RuleFinding::Field::kLabels) {
            m_labels->setProblem(toQString(finding.key), toQString(finding.message), error);
        } else if (finding.field == RuleFinding::Field::kAnnotations) {
            m_annotations->setProblem(toQString(finding.key), toQString(finding.message), error);
        }
    }
    const auto marked = std::ranges::find_if(findings, [](const RuleFinding& finding) {
        return finding.field == RuleFinding::Field::kExpression && finding.end > finding.begin;
    });
    if (marked != findings.end()) {
        // Offsets count from where the rule's expression begins: behind the blanks of the field.
        const auto text = m_expression->text().toStdString();
        const auto blanks = std::min(text.find_first_not_of(" \t\n"), text.size());
        m_expression->markProblem(SourceRange{static_cast<std::uint32_t>(marked->begin + blanks),
                                              static_cast<std::uint32_t>(marked->end + blanks)});
    } else {
        m_expression->markProblem(std::nullopt);
    }
}

void RuleForm::focusField(const RuleFinding& finding) {
    switch (finding.field) {
    case RuleFinding::Field::kName:
        return m_name->setFocus(Qt::OtherFocusReason);
    case RuleFinding::Field::kExpression:
        return m_expression->setFocus(Qt::OtherFocusReason);
    case RuleFinding::Field::kFor:
        return m_for->setFocus(Qt::OtherFocusReason);
    case RuleFinding::Field::kLabels:
        return m_labels->focusKey(toQString(finding.key));
    case RuleFinding::Field::kAnnotations:
        return m_annotations->focusKey(toQString(finding.key));
    }
}

void RuleForm::focusFirst() {
    (m_name->text().isEmpty() && !m_expression->text().isEmpty() ? static_cast<QWidget*>(m_name) : m_expression)
        ->setFocus(Qt::OtherFocusReason);
}

} // namespace hearth::ui
