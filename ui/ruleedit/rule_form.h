// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <array>
#include <optional>
#include <vector>

#include "datasource/rule_editing.h"
#include "models/value_format.h"

class QButtonGroup;
class QGridLayout;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace hearth::ui {

class DurationField;
class EditorInput;
class MetricCatalog;
class TextRows;
class ThresholdControls;

/// The fields of an alerting rule but for its labels and annotations, which stand elsewhere on the page: those are
/// `labels()` and `annotations()`, to be placed by the page. The threshold is part of the expression's text; moving it
/// changes the text once the hand rests.
/// Threads: confined to the GUI thread.
class RuleForm : public QWidget {
    Q_OBJECT

  public:
    /// The expression follows a moving threshold after this.
    static constexpr int kWriteDelayMs = 150;

    /// `catalog` feeds the completion; must outlive the form.
    explicit RuleForm(MetricCatalog& catalog, QWidget* parent = nullptr);

    /// Without changed().
    void setRule(const datasource::RuleDraft& rule);
    /// As the fields say it now, a threshold that is still moving included.
    datasource::RuleDraft rule() const;
    /// Without changed(); all else stays.
    void setLabels(datasource::TextMap labels);
    TextRows& labels() { return *m_labels; }
    TextRows& annotations() { return *m_annotations; }
    EditorInput& expression() { return *m_expression; }
    ThresholdControls& threshold() { return *m_threshold; }

    /// Moves the threshold as the person's own hand does, and tells changed().
    void moveThreshold(double value);
    void setExtent(double min, double max, Unit unit);
    void showFindings(const std::vector<datasource::RuleFinding>& findings);
    void focusField(const datasource::RuleFinding& finding);
    void focusFirst();
    /// Whether all durations are right.
    bool durationsAreRight() const;

  signals:
    /// Anything but the threshold's value.
    void changed();
    /// The threshold's value alone.
    void thresholdMoved(double value);
    /// The person pressed Enter in the expression.
    void runRequested();

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    enum Severity { kInfo, kWarning, kCritical, kSeverityCount };
    enum Caption { kName, kSeverity, kWhen, kIs, kFor, kKeep, kCaptionCount };

    void buildUi();
    QWidget* buildSeverity();
    QWidget* buildConditions();
    void connectSignals();
    void retranslateUi();
    void expressionEdited();
    void comparisonChosen();
    void writeThreshold();
    std::string expressionText() const;
    void showComparison();
    void setSeverity(const std::string& severity);
    void arrange();
    QString severityText(int severity) const;

    std::string m_group;
    QTimer m_write; ///< Until a moved threshold is written into the expression.
    bool m_filling = false;
    bool m_writing = false;
    std::optional<bool> m_narrow;
    double m_suggested = 0; ///< A first threshold for expressions without.

    std::array<QLabel*, kCaptionCount> m_captions{};
    QGridLayout* m_grid = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_nameProblem = nullptr;
    QWidget* m_severityBox = nullptr;
    QButtonGroup* m_severity = nullptr;
    std::array<QRadioButton*, kSeverityCount> m_severities{};
    EditorInput* m_expression = nullptr;
    QLabel* m_expressionProblem = nullptr;
    ThresholdControls* m_threshold = nullptr;
    QWidget* m_conditions = nullptr;
    QWidget* m_timings = nullptr;
    DurationField* m_for = nullptr;
    DurationField* m_keep = nullptr;
    QLabel* m_forProblem = nullptr;
    TextRows* m_labels = nullptr;
    TextRows* m_annotations = nullptr;
};

} // namespace hearth::ui
