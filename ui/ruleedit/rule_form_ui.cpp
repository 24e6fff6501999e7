// SPDX-License-Identifier: GPL-3.0-or-later
// RuleForm: its widgets, their places and connections.
#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

#include "explore/editor_input.h"
#include "ruleedit/duration_field.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr int kMaxName = 256;
constexpr int kNarrow = 860;
constexpr int kDurationWidth = 84;

/// The line below a field that says what is wrong with it.
QLabel* problemLabel(QWidget* parent) {
    auto* label = captionLabel(parent);
    label->setWordWrap(true);
    label->hide();
    return label;
}

} // namespace

void RuleForm::buildUi() {
    for (auto& one : m_captions) {
        one = captionLabel(this);
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

void RuleForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
