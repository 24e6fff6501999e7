// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_form.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
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

constexpr int kMaxName = 256;
constexpr int kNarrow = 860;
constexpr int kDurationWidth = 84;
const std::string kSeverityLabel = "severity";
constexpr std::array<const char*, 3> kSeverities{"info", "warning", "critical"};

using datasource::RuleFinding;

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// The line below a field that says what is wrong with it.
QLabel* problemLabel(QWidget* parent) {
    auto* label = plainLabel(parent);
    label->setWordWrap(true);
    label->hide();
    return label;
}

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

void RuleForm::buildUi() {
    for (auto& caption : m_captions) {
        caption = plainLabel(this);
    }
    m_name = new QLineEdit(this);
    m_name->setMaxLength(kMaxName);
    m_nameProblem = problemLabel(this);
    m_expressionProblem = problemLabel(this);
    m_forProblem = problemLabel(this);
    m_labels = new TextRows(TextRows::Kind::kLabels, this);
    m_annotations = new TextRows(TextRows::Kind::kAnnotations, this);
    m_severityBox = buildSeverity();
    m_conditions = buildConditions();
    m_captions[kName]->setBuddy(m_name);
    m_captions[kWhen]->setBuddy(m_expression);
    m_captions[kFor]->setBuddy(m_for);
    m_captions[kKeep]->setBuddy(m_keep);
    m_captions[kIs]->setBuddy(m_threshold);
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    arrange();
    setTabOrder(m_name, m_severities.front());
    setTabOrder(m_severities.back(), m_expression);
    setTabOrder(m_expression, m_threshold);
}

QWidget* RuleForm::buildSeverity() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_captions[kSeverity]);
    m_severity = new QButtonGroup(this);
    for (int i = 0; i < kSeverityCount; ++i) {
        auto* button = new QRadioButton(box);
        m_severity->addButton(button, i);
        m_severities[static_cast<std::size_t>(i)] = button;
        row->addWidget(button);
    }
    row->addStretch(1);
    return box;
}

QWidget* RuleForm::buildConditions() {
    auto* box = new QWidget(this);
    m_threshold = new ThresholdControls(box);
    m_timings = new QWidget(box);
    m_for = new DurationField(m_timings);
    m_keep = new DurationField(m_timings);
    for (auto* field : {m_for, m_keep}) {
        field->setFixedWidth(kDurationWidth);
    }
    auto* timings = new QHBoxLayout(m_timings);
    timings->setContentsMargins(0, 0, 0, 0);
    timings->addWidget(m_captions[kFor]);
    timings->addWidget(m_for);
    timings->addSpacing(6);
    timings->addWidget(m_captions[kKeep]);
    timings->addWidget(m_keep);
    timings->addStretch(1);
    return box;
}

/// Puts everything into its cell; in a narrow window what stood side by side stands one below the other.
void RuleForm::arrange() {
    const bool narrow = width() < kNarrow;
    if (m_narrow == narrow) {
        return;
    }
    m_narrow = narrow;
    while (auto* item = m_grid->takeAt(0)) {
        delete item;
    }
    delete m_conditions->layout();
    auto* conditions = new QBoxLayout(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, m_conditions);
    conditions->setContentsMargins(0, 0, 0, 0);
    conditions->addWidget(m_threshold, 1);
    conditions->addWidget(m_timings);
    int row = 0;
    m_grid->addWidget(m_captions[kName], row, 0);
    m_grid->addWidget(m_name, row, 1, 1, narrow ? 2 : 1);
    m_grid->addWidget(m_severityBox, narrow ? ++row : row, narrow ? 1 : 2, 1, narrow ? 2 : 1);
    m_grid->addWidget(m_nameProblem, ++row, 1, 1, 2);
    m_grid->addWidget(m_captions[kWhen], ++row, 0, Qt::AlignTop);
    m_grid->addWidget(m_expression, row, 1, 1, 2);
    m_grid->addWidget(m_expressionProblem, ++row, 1, 1, 2);
    m_grid->addWidget(m_captions[kIs], ++row, 0, narrow ? Qt::AlignTop : Qt::Alignment());
    m_grid->addWidget(m_conditions, row, 1, 1, 2);
    m_grid->addWidget(m_forProblem, ++row, 1, 1, 2);
}

void RuleForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void RuleForm::connectSignals() {
    const auto tell = [this] {
        if (!m_filling) {
            emit changed();
        }
    };
    connect(m_name, &QLineEdit::textEdited, this, tell);
    connect(m_severity, &QButtonGroup::idClicked, this, tell);
    connect(m_for, &DurationField::durationChanged, this, tell);
    connect(m_keep, &DurationField::durationChanged, this, tell);
    connect(m_labels, &TextRows::changed, this, tell);
    connect(m_annotations, &TextRows::changed, this, tell);
    connect(m_expression, &ExpressionInput::textChanged, this, &RuleForm::expressionEdited);
    connect(m_expression, &ExpressionInput::runRequested, this, &RuleForm::runRequested);
    connect(m_threshold, &ThresholdControls::comparisonChosen, this, &RuleForm::comparisonChosen);
    connect(m_threshold, &ThresholdControls::valueMoved, this, [this](double value) {
        m_write.start();
        emit thresholdMoved(value);
    });
    connect(&m_write, &QTimer::timeout, this, &RuleForm::writeThreshold);
}

QString RuleForm::severityText(int severity) const {
    switch (severity) {
    case kInfo:
        return tr("info", "severity");
    case kWarning:
        return tr("warning", "severity");
    default:
        return tr("critical", "severity");
    }
}

void RuleForm::retranslateUi() {
    const std::array<QString, kCaptionCount> captions{tr("Name"), tr("Severity"), tr("When"),
                                                      tr("is"),   tr("for"),      tr("keep firing")};
    for (std::size_t i = 0; i < captions.size(); ++i) {
        m_captions[i]->setText(captions[i]);
    }
    for (int i = 0; i < kSeverityCount; ++i) {
        auto* button = m_severities[static_cast<std::size_t>(i)];
        button->setText(severityText(i));
        button->setAccessibleName(tr("Severity: %1").arg(severityText(i)));
    }
    m_name->setPlaceholderText(tr("DiskAlmostFull"));
    m_name->setAccessibleName(tr("Name of the rule"));
    m_for->setAccessibleName(tr("For how long it holds before it fires"));
    m_for->setToolTip(tr("How long the condition holds before the alert fires: 10m, 1h30m, 0 for at once"));
    m_keep->setAccessibleName(tr("How long it keeps firing afterwards"));
    m_keep->setToolTip(tr("How long the alert goes on firing after the condition has ended; 0 for not at all"));
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
    auto labels = rule.labels;
    const auto severity = labels.find(kSeverityLabel);
    const bool known =
        severity != labels.end() && std::ranges::find(kSeverities, severity->second) != kSeverities.end();
    setSeverity(known ? severity->second : std::string());
    if (known) {
        labels.erase(severity);
    }
    m_labels->setTexts(labels);
    m_annotations->setTexts(rule.annotations);
    showComparison();
    showFindings({});
    m_filling = false;
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
        if (finding.field == RuleFinding::Field::kLabels) {
            m_labels->setProblem(toQString(finding.key), toQString(finding.message));
        } else if (finding.field == RuleFinding::Field::kAnnotations) {
            m_annotations->setProblem(toQString(finding.key), toQString(finding.message));
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

void RuleForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
